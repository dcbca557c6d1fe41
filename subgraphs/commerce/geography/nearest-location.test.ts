import { describe, expect, it } from '@jest/globals';
import { catalogue } from '#catalogue/catalogue.ts';
import coordinates from './coordinates.json' with { type: 'json' };
import { nearestLocation } from './nearest-location.ts';

const locations = catalogue.locations.map(({ id, name, countryCode, latitude, longitude }) => ({
  id,
  name,
  countryCode,
  position: { latitude, longitude },
}));
const nearest = (...where: [latitude: number, longitude: number] | [country: string | undefined]) => {
  const [first, longitude] = where;
  const position = longitude === undefined ? undefined : { latitude: first as number, longitude };
  return nearestLocation(locations, position, longitude === undefined ? (first as string) : undefined)?.id ?? null;
};

describe('The nearest stock location', () => {
  it.each([
    ['GB', 'sloc_paris'],
    ['CY', 'sloc_paris'],
    ['ZA', 'sloc_paris'],
    ['AE', 'sloc_paris'],
    ['CA', 'sloc_new-york'],
    ['BR', 'sloc_new-york'],
    ['IS', 'sloc_paris'],
    ['KR', 'sloc_tokyo'],
    ['AU', 'sloc_tokyo'],
    ['FJ', 'sloc_tokyo'],
  ])('of a visitor in %s is %s', (country, location) => {
    expect(nearest(country)).toBe(location);
  });

  it.each([
    ['the west coast of the United States', 34, -118, 'sloc_new-york'],
    ['Hawaii', 21, -158, 'sloc_tokyo'],
    ['Kamchatka', 53, 159, 'sloc_tokyo'],
    ['the other side of the date line', 52, -176, 'sloc_tokyo'],
    ['the pole', 90, 0, 'sloc_paris'],
  ])('of a visitor in %s follows from the position', (_, latitude, longitude, location) => {
    expect(nearest(latitude, longitude)).toBe(location);
  });

  it('is unknown without a position, and where no location has one', () => {
    const without = locations.map((location) => ({ ...location, position: null }));

    expect(nearest(undefined)).toBeNull();
    expect(nearest('XX')).toBeNull();
    expect(nearestLocation(without, { latitude: 0, longitude: 0 }, 'FR')).toBeNull();
  });

  it('is known for every country that AXIOM sells to', () => {
    const sold = catalogue.regions.flatMap(({ countries }) => countries);

    expect(sold.filter((country) => !Object.hasOwn(coordinates, country))).toEqual([]);
    for (const [latitude = Number.NaN, longitude = Number.NaN] of Object.values(coordinates)) {
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180).toBe(true);
    }
  });
});
