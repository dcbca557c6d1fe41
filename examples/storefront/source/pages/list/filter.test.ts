import { describe, expect, it } from '@jest/globals';
import { filterOf } from './filter.ts';

const read = (filter: unknown) => filterOf(new URLSearchParams({ filter: JSON.stringify(filter) }));

describe('The filter in an address', () => {
  it('is what a facet has written', () => {
    const filter = {
      collections: ['ember'],
      countryCodes: ['FR'],
      kindsOfMaterial: ['LEATHER'],
      options: [{ name: 'Colour', values: ['Bark', 'Ash'] }],
      price: { min: '40000', max: '99999.95' },
      availableForSale: true,
      maxCarbonKg: 4.5,
    };

    expect(read(filter)).toEqual(filter);
  });

  it.each<Record<string, unknown>>([
    { foo: 1 },
    { constructor: [] },
    { price: 5 },
    { price: { min: 'cheap' } },
    { price: { most: '5' } },
    { countryCodes: ['France'] },
    { kindsOfMaterial: ['toString'] },
    { kindsOfMaterial: ['WATER'] },
    { tags: 'new' },
    { tags: Array.from({ length: 51 }, String) },
    { options: [{ name: 'Colour' }] },
    {
      options: [
        { name: 'Colour', values: [] },
        { name: 'Colour', values: [] },
      ],
    },
    { onSale: 'yes' },
    { maxCarbonKg: '4' },
  ])('is without %j, which the graph would refuse', (filter) => {
    expect(read({ ...filter, artisans: ['Ada'] })).toEqual({ artisans: ['Ada'] });
  });

  it('is empty when it is not an object', () => {
    for (const filter of [[], 'a', 1, null]) expect(read(filter)).toEqual({});
    expect(filterOf(new URLSearchParams({ filter: '{' }))).toEqual({});
  });
});
