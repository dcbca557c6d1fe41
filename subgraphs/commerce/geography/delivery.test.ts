import { describe, expect, it } from '@jest/globals';
import type { DeliveryOptionRow, LocationRow, RegionRow } from '../rows.ts';
import { deliveryTo } from './delivery.ts';

const country = (code: string) => ({ code, name: code, hasTaxesByProvince: false });
const europe: RegionRow = {
  id: 'reg_europe',
  name: 'Europe',
  currencyCode: 'EUR',
  pricesIncludeTax: true,
  dutiesIncluded: null,
  countries: ['FR', 'DE', 'MC'].map(country),
  defaultCountry: country('FR'),
  isDefault: true,
};
const market = { region: europe, country: country('FR') };
const option = (
  id: string,
  countries: string[],
  ...prices: [amount: string, regionId: string | null][]
): DeliveryOptionRow => ({
  id,
  name: id,
  description: null,
  kind: 'DELIVERY',
  locationId: 'sloc_paris',
  workingDays: null,
  countries,
  freeFrom: [],
  prices: prices.map(([amount, regionId]) => ({ price: { amount, currencyCode: 'EUR' }, regionId })),
});

describe('Delivery', () => {
  it('has the options for the country, the cheapest first and those without a known price last', () => {
    const options = [
      option('calculated', ['FR']),
      option('express', ['FR', 'DE'], ['9.00', null], ['100.00', 'reg_europe'], ['1.00', 'reg_japan']),
      option('standard', ['FR'], ['20.00', null]),
      option('japanese', ['JP'], ['1.00', null]),
    ];

    expect(deliveryTo({}, market, options, [])).toMatchObject({
      countryCode: 'FR',
      isAvailable: true,
      taxesIncluded: true,
      dutiesIncluded: null,
      options: [
        { id: 'standard', price: { amount: '20.00' } },
        { id: 'express', price: { amount: '100.00' } },
        { id: 'calculated', price: null },
      ],
    });
  });

  it.each([
    ['no option delivers there', { country: 'MC' }, 'MC'],
    ['AXIOM does not sell there', { country: 'BR' }, 'BR'],
    ['the requested currency is of another region', { country: 'JP', currency: 'EUR' }, 'JP'],
  ])('is not available where %s', (_, requested, countryCode) => {
    const options = [option('standard', ['FR', 'DE', 'JP', 'BR'], ['20.00', null])];

    expect(deliveryTo(requested, market, options, [])).toEqual({
      countryCode,
      isAvailable: false,
      options: [],
      pickupLocations: [],
      taxesIncluded: null,
      dutiesIncluded: null,
    });
  });

  it('has the stores of the country, which are no delivery options, and the total from which an option is free', () => {
    const place = (id: string) => ({ id, name: id }) as LocationRow;
    const options: DeliveryOptionRow[] = [
      { ...option('collect', ['FR'], ['0.00', null]), kind: 'PICKUP', locationId: 'sloc_paris' },
      { ...option('collect in Bonn', ['DE'], ['0.00', null]), kind: 'PICKUP', locationId: 'sloc_bonn' },
      {
        ...option('standard', ['FR'], ['20.00', null]),
        freeFrom: [{ price: { amount: '300.00', currencyCode: 'EUR' }, regionId: 'reg_europe' }],
      },
    ];

    expect(deliveryTo({}, market, options, [place('sloc_bonn'), place('sloc_paris')])).toMatchObject({
      options: [{ id: 'standard', freeFrom: { amount: '300.00', currencyCode: 'EUR' } }],
      pickupLocations: [{ id: 'sloc_paris' }],
    });
  });

  it('has at most 20 options', () => {
    const options = Array.from({ length: 30 }, (_, index) => option(`option ${index}`, ['FR'], [`${index}.00`, null]));

    expect(deliveryTo({}, market, options, []).options).toHaveLength(20);
  });
});
