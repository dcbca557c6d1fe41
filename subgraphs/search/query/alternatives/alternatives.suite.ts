import { describe, expect, it } from '@jest/globals';
import { batched } from '../../meilisearch/batches.ts';
import { connectEngine } from '../../meilisearch/client.ts';
import type { TestSearch } from '../../server.fixture.ts';
import { search } from '../search.ts';

const offering = `query ($query: String, $filter: SearchFilter) {
  search(query: $query, filter: $filter) {
    totalCount
    alternatives {
      queries { kind query totalCount }
      filters { condition optionName totalCount }
      unfilteredCount
      products { id }
    }
  }
}`;

/** Alternatives to searches without results; part of `search.test.ts`. */
export function alternativesSuite(open: () => TestSearch): void {
  async function find(variables: object) {
    const { data, errors } = await open().request(offering, variables);
    expect(errors).toBeUndefined();
    return data.search;
  }

  describe('Alternatives to a search', () => {
    it('are null when it found enough', async () => {
      expect(await find({ query: 'leather' })).toMatchObject({ totalCount: 2 });
      expect(await find({ query: '' })).toEqual({ totalCount: 6, alternatives: null });
    });

    it('correct unknown words by words of products with the same beginning', async () => {
      const { totalCount, alternatives } = await find({ query: 'leatherette' });

      expect(totalCount).toBe(0);
      expect(alternatives.queries).toEqual([{ kind: 'CORRECTED', query: 'leather', totalCount: 2 }]);
    });

    it('leave out each word, or the excluded words', async () => {
      const shorter = await find({ query: 'new lagoon', filter: { availableForSale: false } });
      const wider = await find({ query: 'leather -bag -belt' });

      expect([shorter.totalCount, wider.totalCount]).toEqual([0, 0]);
      expect(shorter.alternatives.queries).toEqual([{ kind: 'SHORTENED', query: 'lagoon', totalCount: 1 }]);
      expect(wider.alternatives.queries).toEqual([{ kind: 'WITHOUT_EXCLUSION', query: 'leather', totalCount: 2 }]);
    });

    it('say what each condition of the filter costs', async () => {
      const filter = {
        countryCodes: ['IT'],
        price: { max: '100' },
        options: [{ name: 'colour', values: ['Noir'] }],
      };
      const { totalCount, alternatives } = await find({ query: 'meridian', filter });

      expect(totalCount).toBe(0);
      expect(alternatives.filters).toEqual([{ condition: 'price', optionName: null, totalCount: 2 }]);
      expect(alternatives.unfilteredCount).toBe(2);
      const other = await find({ query: 'bag', filter: { options: [{ name: 'colour', values: ['Red'] }] } });
      expect(other.alternatives.filters).toEqual([{ condition: 'options', optionName: 'colour', totalCount: 1 }]);
    });

    it('contain products that can be bought now, the best-selling first', async () => {
      const { alternatives } = await find({ query: 'qwxyz' });

      expect(alternatives).toEqual({
        queries: [],
        filters: [],
        unfilteredCount: 0,
        products: ['vase', 'belt', 'scarf', 'bag', 'lamp'].map((id) => ({ id: `prod_${id}` })),
      });
    });

    it('cost no call when they are not selected, and two at most', async () => {
      let calls = 0;
      const connected = connectEngine(open().engine.config).within(AbortSignal.timeout(20_000));
      const counted = {
        ...connected,
        run: (queries: Parameters<typeof connected.run>[0]) => {
          calls += 1;
          return connected.run(queries);
        },
      };
      const filter = { countryCodes: ['IT' as const], price: { max: '1' }, tags: ['new'] };
      const query = 'leatherette lagoonish alpinesque belt vase -lamp';

      const { readAlternatives } = await search(
        { query, filter },
        { engine: batched(counted), currency: 'EUR', country: null },
      );
      const ofSearch = calls;
      await readAlternatives();

      expect(ofSearch).toBeLessThanOrEqual(3);
      expect(calls - ofSearch).toBe(2);
    });
  });
}
