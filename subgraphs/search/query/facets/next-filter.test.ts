import { describe, expect, it } from '@jest/globals';
import type { SearchFacetName, SearchFilter } from '#generated/search.ts';
import { nextFilter } from './next-filter.ts';

const facet = (name: SearchFacetName, optionName: string | null = null) => ({ name, optionName });
const value = (text: string, selected = false, filterId: string | null = null) => ({
  ...{ value: text, label: text, filterId, count: 1, selected },
});
const colour = (...values: string[]) => ({ name: 'Colour', values });

describe('The filter to which a value leads', () => {
  const cases: [what: string, SearchFilter, ReturnType<typeof facet>, ReturnType<typeof value>, SearchFilter][] = [
    ['adds the first value of a facet', {}, facet('COUNTRY'), value('IT'), { countryCodes: ['IT'] }],
    [
      'adds another value and keeps all else',
      { tags: ['gift'], countryCodes: ['IT'], price: { min: '5' } },
      ...[facet('COUNTRY'), value('FR')],
      { tags: ['gift'], countryCodes: ['IT', 'FR'], price: { min: '5' } },
    ] as never,
    [
      'removes a selected value',
      { countryCodes: ['IT', 'FR'] },
      facet('COUNTRY'),
      value('IT', true),
      { countryCodes: ['FR'] },
    ],
    ['removes a condition with its last value', { tags: ['Gift'] }, facet('TAG'), value('gift', true), {}],
    ['names materials by id', {}, facet('MATERIAL'), value('Calf', false, 'mat_calf'), { materialIds: ['mat_calf'] }],
    [
      'names materials as the filter does',
      { materials: ['Silk'] },
      ...[facet('MATERIAL'), value('Calf', false, 'mat_calf')],
      { materials: ['Silk', 'Calf'] },
    ] as never,
    [
      'adds a material to its names and its ids',
      { materials: ['Silk'], materialIds: ['mat_silk'] },
      ...[facet('MATERIAL'), value('Calf', false, 'mat_calf')],
      { materials: ['Silk', 'Calf'], materialIds: ['mat_silk', 'mat_calf'] },
    ] as never,
    [
      'adds an artisan to the names and the ids',
      { artisanIds: ['arti_b'], artisans: ['Bo'] },
      ...[facet('ARTISAN'), value('Ada', false, 'arti_a')],
      { artisans: ['Bo', 'Ada'], artisanIds: ['arti_b', 'arti_a'] },
    ] as never,
    [
      'adds a kind to both conditions for kinds',
      { materialKinds: ['WAX'], kindsOfMaterial: ['WAX', 'GLASS'] },
      ...[facet('MATERIAL_KIND'), value('WOOD')],
      { materialKinds: ['WAX', 'WOOD'], kindsOfMaterial: ['WAX', 'GLASS', 'WOOD'] },
    ] as never,
    ['names an artisan without an id by name', {}, facet('ARTISAN'), value('Ada'), { artisans: ['Ada'] }],
    [
      'removes a value by its name and by its id',
      { artisans: ['ada'], artisanIds: ['arti_a', 'arti_b'] },
      ...[facet('ARTISAN'), value('Ada', true, 'arti_a')],
      { artisanIds: ['arti_b'] },
    ] as never,
    ['uses the kinds of the schema', {}, facet('MATERIAL_KIND'), value('WOOD'), { kindsOfMaterial: ['WOOD'] }],
    [
      'keeps to the older condition for kinds',
      { materialKinds: ['WAX'] },
      facet('MATERIAL_KIND'),
      value('WOOD'),
      { materialKinds: ['WAX', 'WOOD'] },
    ],
    [
      'sets what is yes or no',
      { onSale: true },
      facet('AVAILABLE_FOR_SALE'),
      value('false'),
      { onSale: true, availableForSale: false },
    ],
    ['replaces the other of yes and no', { onSale: true }, facet('ON_SALE'), value('false'), { onSale: false }],
    ['removes what is yes or no', { onSale: true }, facet('ON_SALE'), value('true', true), {}],
    ['adds an option', {}, facet('OPTION', 'Colour'), value('Ink'), { options: [colour('Ink')] }],
    [
      'adds a value of an option, whose name is compared as the filter does',
      {
        options: [
          { name: 'SIZE', values: ['S'] },
          { name: 'colour', values: ['Ink'] },
        ],
      },
      ...[facet('OPTION', 'Colour'), value('Moss')],
      {
        options: [
          { name: 'SIZE', values: ['S'] },
          { name: 'colour', values: ['Ink', 'Moss'] },
        ],
      },
    ] as never,
    [
      'removes the last value of the last option',
      { options: [colour('ink')] },
      facet('OPTION', 'Colour'),
      value('Ink', true),
      {},
    ],
  ];

  it.each(cases)('%s', (_, filter, of, chosen, expected) => {
    const before = structuredClone(filter);

    expect(nextFilter(filter, of, chosen)).toEqual(expected);
    expect(filter).toEqual(before);
  });
});
