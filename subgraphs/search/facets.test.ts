import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexes } from './meilisearch/client.ts';
import { markets, products, type TestEngine } from './search.fixture.ts';
import { openSearch, type TestSearch } from './server.fixture.ts';

let engine: TestEngine;
let request: TestSearch['request'];
let close: TestSearch['close'];

beforeAll(async () => {
  ({ engine, request, close } = await openSearch());
});
afterAll(() => close());

/** Repeats a request until the subgraph has read the new market, which it does once a second. */
async function untilNull(send: () => Promise<unknown>): Promise<void> {
  while ((await send()) !== null);
}

describe('Facets', () => {
  const counting = `query ($facets: [SearchFacetName!], $filter: SearchFilter, $query: String) {
    search(query: $query, facets: $facets, filter: $filter) {
      totalCount facets { name values { value label count selected } range { min max currencyCode } }
    }
  }`;

  it('are returned in the order requested, the most frequent value first', async () => {
    const facets = ['ON_SALE', 'COUNTRY', 'COLLECTION', 'MATERIAL_KIND', 'AVAILABLE_FOR_SALE', 'PRICE', 'CARBON_KG'];
    const { data } = await request(counting, { facets });

    const value = (of: string, label: string, count: number) => ({ value: of, label, count, selected: false });
    expect(data.search.facets).toEqual([
      { name: 'ON_SALE', values: [value('false', 'Full price', 4), value('true', 'On sale', 1)], range: null },
      { name: 'COUNTRY', values: [value('IT', 'Italy', 4), value('FR', 'France', 1)], range: null },
      { name: 'COLLECTION', values: [value('lagoon', 'Lagoon', 2), value('meridian', 'Meridian', 2)], range: null },
      {
        name: 'MATERIAL_KIND',
        values: [
          value('GLASS', 'Glass', 2),
          value('LEATHER', 'Leather', 2),
          value('METAL', 'Metal', 1),
          value('TEXTILE', 'Textile', 1),
        ],
        range: null,
      },
      {
        name: 'AVAILABLE_FOR_SALE',
        values: [value('true', 'Available', 5), value('false', 'Sold out', 1)],
        range: null,
      },
      { name: 'PRICE', values: [], range: { min: 300, max: 1250, currencyCode: 'EUR' } },
      { name: 'CARBON_KG', values: [], range: { min: 3, max: 12.5, currencyCode: null } },
    ]);
  });

  it('lead to the hits that they count: the filter of a value is passed unchanged', async () => {
    const counted = `query ($facets: [SearchFacetName!], $filter: SearchFilter) {
      search(facets: $facets, filter: $filter, first: 0) { totalCount facets { values { count selected filter } } }
    }`;
    const facets = ['COUNTRY', 'COLLECTION', 'CATEGORY', 'MATERIAL', 'MATERIAL_KIND', 'ARTISAN', 'OPTION', 'ON_SALE'];
    type Value = { count: number; selected: boolean; filter: object };
    const valuesFor = async (filter: object): Promise<Value[]> =>
      (await request(counted, { facets, filter })).data.search.facets.flatMap(
        ({ values }: { values: Value[] }) => values,
      );
    const totalFor = async ({ filter }: Value): Promise<number> =>
      (await request(counted, { filter })).data.search.totalCount;

    const values = await valuesFor({});
    expect(values.length).toBeGreaterThan(15);
    for (const value of values) {
      expect(await totalFor(value)).toBe(value.count);
      // The value is selected then, and leads back.
      const back = (await valuesFor(value.filter)).filter(({ selected }) => selected).map(({ filter }) => filter);
      expect(back).toEqual([{}]);
    }
  });

  it('have price ranges in the currency of the market only, even while the index has no price in it', async () => {
    const range = async (headers: object) => {
      const { data } = await request(counting, { facets: ['PRICE'] }, headers as Record<string, string>);
      return data.search.facets[0].range;
    };
    const before = await range({ 'x-axiom-country': 'KW' });
    await engine.write(indexes.meta, [
      {
        id: 'markets',
        defaultCurrency: 'EUR',
        currencies: [...markets.currencies, 'KWD'],
        currencyOf: { ...markets.currencyOf, KW: 'KWD' },
      },
    ]);
    await untilNull(() => range({ 'x-axiom-country': 'KW' }));
    const priced = await request(
      counting,
      { facets: [], filter: { price: { max: '1000' } } },
      { 'x-axiom-currency': 'KWD' },
    );
    await engine.write(indexes.products, [{ ...products[0], price: { ...products[0]?.price, KWD: 105.125 } }]);

    expect(before).toEqual({ min: 300, max: 1250, currencyCode: 'EUR' });
    expect(priced.data.search.totalCount).toBe(0);
    expect(await range({ 'x-axiom-currency': 'KWD' })).toEqual({ min: 105.125, max: 105.125, currencyCode: 'KWD' });
    expect(await range({ 'x-axiom-country': 'JP' })).toMatchObject({ currencyCode: 'JPY' });
    await engine.write(indexes.products, [products[0] as object]);
  });

  it('ignore their own condition and apply the conditions of others', async () => {
    const filter = { collections: ['lagoon'], availableForSale: true };
    const { data } = await request(counting, { facets: ['COLLECTION', 'AVAILABLE_FOR_SALE', 'ARTISAN'], filter });

    const counts = data.search.facets.map((facet: { values: { value: string; count: number; selected: boolean }[] }) =>
      facet.values.map(({ value, count, selected }) => [value, count, selected]),
    );
    expect(data.search.totalCount).toBe(1);
    expect(counts).toEqual([
      [
        ['meridian', 2, false],
        ['lagoon', 1, true],
      ],
      [
        ['true', 1, true],
        ['false', 1, false],
      ],
      [['Marco Barovier', 1, false]],
    ]);
  });

  it('contain selected values that no hit has, and no range without hits', async () => {
    const { data } = await request(counting, { query: 'lamp', facets: ['TAG', 'PRICE'], filter: { tags: ['gone'] } });

    expect(data.search.facets).toEqual([
      { name: 'TAG', values: [{ value: 'gone', label: 'gone', count: 0, selected: true }], range: null },
      { name: 'PRICE', values: [], range: null },
    ]);
  });
});

describe('The facets of options', () => {
  const counting = `query ($filter: SearchFilter) {
    search(facets: [OPTION], filter: $filter) { facets { name label optionName values { value count selected } } }
  }`;
  const counts = async (filter: object) => {
    const { data } = await request(counting, { filter });
    return data.search.facets.map((facet: { label: string; optionName: string; values: CountedValue[] }) => {
      expect(facet.label).toBe(facet.optionName);
      return [facet.optionName, ...facet.values.map(({ value, count, selected }) => `${value} ${count} ${selected}`)];
    });
  };

  it('are one for each name, the most frequent first', async () => {
    expect(await counts({})).toEqual([
      ['Colour', 'Noir 2 false', 'Cru 1 false'],
      ['Size', '80 1 false', 'S 1 false'],
      ['Engraving 1/2', 'None 1 false'],
    ]);
  });

  it('ignore the condition on their own option only, and contain selected values that no hit has', async () => {
    const options = [
      { name: 'colour', values: ['cru'] },
      { name: 'Size', values: ['S', '54'] },
    ];

    expect(await counts({ options })).toEqual([
      ['Colour', 'Cru 1 true', 'Noir 1 false'],
      ['Size', 'S 1 true', '54 0 true'],
    ]);
    expect(await counts({ options: [{ name: 'None', values: ['x'] }] })).toEqual([['None', 'x 0 true']]);
  });
});

describe('A facet of prices', () => {
  const counting = `query ($filter: SearchFilter) {
    search(facets: [PRICE], filter: $filter) { facets { priceRange {
      min { amount currencyCode } max { amount currencyCode }
      histogram { from { amount } below { amount } count }
    } } }
  }`;
  const read = async (filter: object, currency: string) => {
    const { data } = await request(counting, { filter }, { 'x-axiom-currency': currency });
    const [{ priceRange }] = data.search.facets;
    const intervals = priceRange?.histogram.map(
      ({ from, below, count }: { from: { amount: string }; below: { amount: string }; count: number }) =>
        `${from.amount} ${below.amount} ${count}`,
    );
    return priceRange && [priceRange.min, priceRange.max, intervals];
  };

  it('has money and the number of hits in each interval, for any filter on the price', async () => {
    const inEuros = [
      { amount: '300.00', currencyCode: 'EUR' },
      { amount: '1250.00', currencyCode: 'EUR' },
      [
        ...['300.00 400.00 2', '400.00 500.00 1', '500.00 600.00 0', '600.00 800.00 0', '800.00 1000.00 1'],
        '1000.00 1500.00 1',
      ],
    ];

    expect(await read({}, 'EUR')).toEqual(inEuros);
    expect(await read({ price: { max: '400' } }, 'EUR')).toEqual(inEuros);
    expect(await read({ tags: ['new'] }, 'JPY')).toEqual([
      { amount: '126000', currencyCode: 'JPY' },
      { amount: '198000', currencyCode: 'JPY' },
      ['100000 150000 1', '150000 200000 1'],
    ]);
    expect(await read({ tags: ['none'] }, 'EUR')).toBeNull();
  });
});

interface CountedValue {
  value: string;
  count: number;
  selected: boolean;
}
