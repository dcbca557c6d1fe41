import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexes } from '../../meilisearch/client.ts';
import type { TestSearch } from '../../server.fixture.ts';
import { pinIdOf } from './pin-key.ts';

const pinned = `query ($query: String, $filter: SearchFilter, $sort: SearchSort, $first: Int, $after: String) {
  search(query: $query, filter: $filter, sort: $sort, first: $first, after: $after, facets: [COUNTRY, PRICE]) {
    totalCount
    matchedWords
    edges { node { id } isPinned }
    facets { values { value count } range { min max } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Products that editors pin to queries; part of `search.test.ts`. */
export function pinsSuite(open: () => TestSearch): void {
  const idOf = (query: string) => pinIdOf(query, 'EN') as string;

  async function find(variables: object) {
    const { data, errors } = await open().request(pinned, variables);
    expect(errors).toBeUndefined();
    const { edges, ...rest } = data.search;
    type Edge = { node: { id: string }; isPinned: boolean };
    return { ...rest, found: edges.map(({ node, isPinned }: Edge) => `${node.id}${isPinned ? ' pinned' : ''}`) };
  }

  describe('Pinned products', () => {
    beforeAll(async () => {
      await open().engine.write(indexes.pins, [
        { id: idOf('lagoon'), products: ['prod_scarf', 'prod_gone', 'prod_bowl'] },
        { id: idOf('nothingness'), products: ['prod_lamp'] },
      ]);
    });
    afterAll(() => open().engine.client.index(indexes.pins).deleteAllDocuments().waitTask());

    it('come first in their order, once, and count', async () => {
      const { found, totalCount, facets, matchedWords } = await find({ query: 'Lagoon!' });

      expect(found).toEqual(['prod_scarf pinned', 'prod_bowl pinned', 'prod_vase']);
      expect(totalCount).toBe(3);
      expect(matchedWords).toEqual(['Lagoon']);
      expect(facets).toEqual([
        {
          values: [
            { value: 'IT', count: 2 },
            { value: 'FR', count: 1 },
          ],
          range: null,
        },
        { values: [], range: { min: 380, max: 800 } },
      ]);
    });

    it('must match the filter', async () => {
      const { found, totalCount } = await find({ query: 'lagoon', filter: { countryCodes: ['IT'] } });

      expect(found).toEqual(['prod_bowl pinned', 'prod_vase']);
      expect(totalCount).toBe(2);
    });

    it('are pages of the same list', async () => {
      const all: string[] = [];
      let after: string | null = null;
      do {
        const { found, pageInfo, totalCount } = await find({ query: 'lagoon', first: 1, after });
        expect(totalCount).toBe(3);
        all.push(...found);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);

      expect(all).toEqual(['prod_scarf pinned', 'prod_bowl pinned', 'prod_vase']);
    });

    it('need no other hits, and have no place in other orders and other queries', async () => {
      expect(await find({ query: 'nothingness' })).toMatchObject({ found: ['prod_lamp pinned'], matchedWords: [] });
      expect((await find({ query: 'lagoon', sort: 'PRICE_ASC' })).found).toEqual(['prod_bowl', 'prod_vase']);
      expect((await find({ query: 'lagoon vase' })).found).toEqual(['prod_vase']);
    });
  });
}
