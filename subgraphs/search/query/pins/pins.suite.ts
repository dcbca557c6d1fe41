import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexes } from '../../meilisearch/client.ts';
import type { TestSearch } from '../../server.fixture.ts';
import { pinIdOf } from './pin-key.ts';

const pinned = `query (
  $query: String, $filter: SearchFilter, $sort: SearchSort, $first: Int, $after: String, $deliverableFirst: Boolean
) {
  search(
    query: $query, filter: $filter, sort: $sort, first: $first, after: $after, facets: [COUNTRY, PRICE]
    deliverableFirst: $deliverableFirst
  ) {
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

  async function find(variables: object, headers: Record<string, string> = {}) {
    const { data, errors } = await open().request(pinned, { deliverableFirst: false, ...variables }, headers);
    expect(errors).toBeUndefined();
    const { edges, ...rest } = data.search;
    type Edge = { node: { id: string }; isPinned: boolean };
    return { ...rest, found: edges.map(({ node, isPinned }: Edge) => `${node.id}${isPinned ? ' pinned' : ''}`) };
  }

  /** All hits, page by page. */
  async function walk(variables: object, headers: Record<string, string> = {}): Promise<string[]> {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const { found, pageInfo, totalCount } = await find({ ...variables, after }, headers);
      expect(totalCount).toBe(3);
      all.push(...found);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return all;
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
      const all = await walk({ query: 'lagoon', first: 1 });

      expect(all).toEqual(['prod_scarf pinned', 'prod_bowl pinned', 'prod_vase']);
    });

    it('come first among the deliverable products, and then among the others', async () => {
      const index = open().engine.client.index(indexes.products);
      const restrict = (restrictedCountries: string[]) =>
        index.updateDocuments(['prod_scarf', 'prod_vase'].map((id) => ({ id, restrictedCountries }))).waitTask();
      const wanted = { query: 'lagoon', deliverableFirst: true };
      const inUs = { 'x-axiom-country': 'US' };
      await restrict(['US']);
      const plain = await find({ query: 'lagoon' }, inUs);
      const whole = await find(wanted, inUs);
      const filtered = await find({ ...wanted, filter: { countryCodes: ['IT'] } }, inUs);
      const elsewhere = await find(wanted, { 'x-axiom-country': 'FR' });
      const pages = await Promise.all([1, 2].map((first) => walk({ ...wanted, first }, inUs)));
      await restrict([]);

      const all = ['prod_bowl pinned', 'prod_scarf pinned', 'prod_vase'];
      expect(whole.found).toEqual(all);
      expect([whole.totalCount, whole.facets]).toEqual([plain.totalCount, plain.facets]);
      expect(filtered).toMatchObject({ found: ['prod_bowl pinned', 'prod_vase'], totalCount: 2 });
      expect(elsewhere.found).toEqual(['prod_scarf pinned', 'prod_bowl pinned', 'prod_vase']);
      expect(pages).toEqual([all, all]);
    });

    it('need no other hits, and have no place in other orders and other queries', async () => {
      expect(await find({ query: 'nothingness' })).toMatchObject({ found: ['prod_lamp pinned'], matchedWords: [] });
      expect((await find({ query: 'lagoon', sort: 'PRICE_ASC' })).found).toEqual(['prod_bowl', 'prod_vase']);
      expect((await find({ query: 'lagoon vase' })).found).toEqual(['prod_vase']);
    });
  });
}
