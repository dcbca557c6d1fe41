import { expect, it } from '@jest/globals';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Shop } from '../commerce.fixture.ts';

const query = `{ localization {
  delivery { countryCode isAvailable taxesIncluded dutiesIncluded options {
    name description price { amount currencyCode } workingDays { min max } } }
  nearestLocation { id }
} }`;

/** Delivery and the nearest stock location. */
export function geographySuite(shop: Shop): void {
  const askFrom = async (country: string, position?: { latitude: number; longitude: number }) => {
    const as = { viewer: anonymous, ...(position && { position }) };
    const { data, errors } = await shop.ask(query, {}, { 'x-axiom-country': country }, as);
    expect(errors).toBeUndefined();
    return data.localization;
  };
  const options = (standard: string, express: string, currencyCode: string) => [
    {
      name: 'Standard',
      description: 'Three to five working days',
      price: { amount: standard, currencyCode },
      workingDays: { min: 3, max: 5 },
    },
    {
      name: 'Express',
      description: 'The next working day',
      price: { amount: express, currencyCode },
      workingDays: { min: 1, max: 1 },
    },
  ];

  it.each([
    ['FR', true, true, options('15.00', '35.00', 'EUR'), 'sloc_paris'],
    ['IT', true, true, options('15.00', '35.00', 'EUR'), 'sloc_florence'],
    ['US', false, false, options('18.00', '40.00', 'USD'), 'sloc_paris'],
    // Its metadata does not say who pays the duties.
    ['JP', true, null, options('2500', '5500', 'JPY'), 'sloc_kyoto'],
  ])('decides delivery, duties and the nearest location for %s', async (country, taxes, duties, offered, nearest) => {
    expect(await askFrom(country)).toEqual({
      delivery: {
        countryCode: country,
        isAvailable: true,
        taxesIncluded: taxes,
        dutiesIncluded: duties,
        options: offered,
      },
      nearestLocation: { id: nearest },
    });
  });

  it('may be a country to which nothing is delivered', async () => {
    expect(await askFrom('BR')).toEqual({
      delivery: { countryCode: 'BR', isAvailable: false, taxesIncluded: null, dutiesIncluded: null, options: [] },
      nearestLocation: { id: 'sloc_paris' },
    });
  });

  it('is more exact by a position than by a country', async () => {
    const { nearestLocation } = await askFrom('US', { latitude: 21, longitude: -158 });

    expect(nearestLocation).toEqual({ id: 'sloc_kyoto' });
  });

  it('is in a region with a name in the language of the request, for which no other list is read', async () => {
    const namesIn = async (language: string) => {
      const { data, extensions } = await shop.ask('{ regions { name } }', {}, { 'x-axiom-language': language });
      const names = data.regions.map(({ name }: { name: string }) => name);
      return [names.slice(0, 3), extensions?.fallbacks];
    };
    const english = await namesIn('EN');
    shop.resetCalls();

    expect(english).toEqual([['Europe', 'America', 'Japan'], undefined]);
    const [french] = await namesIn('FR');
    expect(french).toEqual(['Europe', 'Amérique', 'Japon']);
    const [japanese, missing] = await namesIn('JA');
    expect(japanese).toEqual(['Europe', 'America', 'Japan']);
    expect(missing).toContain('Region.name regions 0');
    expect(shop.allCalls()).toEqual([]);
  });

  it('costs no call to Medusa within a minute', async () => {
    await askFrom('FR');
    shop.resetCalls();
    await Promise.all(['FR', 'JP', 'US', 'BR'].map((country) => askFrom(country)));

    expect(shop.allCalls()).toEqual([]);
  });
}
