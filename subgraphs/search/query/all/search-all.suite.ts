import { describe, expect, it } from '@jest/globals';
import { connectEngine } from '../../meilisearch/client.ts';
import type { TestSearch } from '../../server.fixture.ts';
import { searchAll } from './search-all.ts';

const merged = `query ($query: String!, $kinds: [SearchAllKind!], $filter: SearchFilter, $first: Int, $after: String) {
  searchAll(query: $query, kinds: $kinds, filter: $filter, first: $first, after: $after) {
    totalCount
    counts { kind count }
    edges { kind highlights { field html } }
    nodes {
      __typename
      ... on Product { id } ... on Collection { id } ... on Artisan { id } ... on Page { id } ... on Article { id }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A search over all kinds; part of `search.test.ts`. */
export function searchAllSuite(open: () => TestSearch): void {
  async function find(variables: object, headers: Record<string, string> = {}) {
    const { data, errors } = await open().request(merged, variables, headers);
    expect(errors).toBeUndefined();
    const { nodes, edges, counts, ...rest } = data.searchAll;
    return {
      ...rest,
      edges,
      ids: nodes.map(({ id }: { id: string }) => id),
      counts: Object.fromEntries(counts.map(({ kind, count }: { kind: string; count: number }) => [kind, count])),
    };
  }

  describe('A search over all kinds', () => {
    it('merges products, collections, artisans, pages and articles, the best match first', async () => {
      const { ids, totalCount, counts, edges } = await find({ query: 'lagoon' });

      expect(ids).toEqual(['pcol_lagoon', 'prod_vase', 'prod_bowl', 'page_visit', 'arti_marco']);
      expect(edges.map(({ kind }: { kind: string }) => kind)).toEqual([
        ...['COLLECTION', 'PRODUCT', 'PRODUCT', 'PAGE', 'ARTISAN'],
      ]);
      expect(totalCount).toBe(5);
      expect(counts).toEqual({ PRODUCT: 2, COLLECTION: 1, ARTISAN: 1, PAGE: 1, ARTICLE: 0 });
    });

    it('highlights what matches in each kind', async () => {
      const { edges } = await find({ query: 'glass', kinds: ['ARTICLE', 'ARTISAN', 'PRODUCT'] });

      expect(edges.map(({ highlights }: { highlights: unknown }) => highlights)).toEqual([
        [{ field: 'MATERIAL', html: 'Murano <mark>glass</mark>' }],
        [{ field: 'MATERIAL', html: 'Murano <mark>glass</mark>' }],
        [
          { field: 'TITLE', html: 'On <mark>glass</mark> &amp; fire' },
          { field: 'TEXT', html: '<mark>Glass</mark> is gathered at dawn.' },
        ],
        [{ field: 'DESCRIPTION', html: 'Blows <mark>glass</mark>' }],
      ]);
    });

    it('searches the chosen kinds only', async () => {
      expect(await find({ query: 'lagoon', kinds: ['PAGE', 'ARTISAN'] })).toMatchObject({
        ids: ['page_visit', 'arti_marco'],
        counts: { ARTISAN: 1, PAGE: 1 },
      });
    });

    it('filters products, and no other kind', async () => {
      const { ids, counts } = await find({ query: 'lagoon', filter: { availableForSale: true } });

      expect(ids).toEqual(['pcol_lagoon', 'prod_vase', 'page_visit', 'arti_marco']);
      expect(counts.PRODUCT).toBe(1);
    });

    it('pages through the merged list without gaps', async () => {
      const found: string[] = [];
      let after: string | null = null;
      do {
        const { ids, pageInfo } = await find({ query: 'lagoon', first: 2, after });
        found.push(...ids);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);

      expect(found).toEqual(['pcol_lagoon', 'prod_vase', 'prod_bowl', 'page_visit', 'arti_marco']);
    });

    it('ignores words that a kind does not have, and tolerates typing errors in names', async () => {
      expect((await find({ query: 'cheap lagon', first: 2 })).ids).toEqual(['pcol_lagoon', 'prod_vase']);
      expect((await find({ query: 'marko', kinds: ['ARTISAN'] })).ids).toEqual(['arti_marco']);
    });

    it('uses the decisive word where nothing has all words', async () => {
      const { ids } = await find({ query: 'alpine belt' });
      const filtered = await find({ query: 'alpine belt', filter: { countryCodes: ['JP'] } });

      expect(ids).toEqual(['prod_belt']);
      expect(filtered).toMatchObject({ ids: [], totalCount: 0 });
    });

    it('makes two calls, and two more where nothing has all words, for any number of words, kinds and hits', async () => {
      let calls = 0;
      const connected = connectEngine(open().engine.config).within(AbortSignal.timeout(20_000));
      const counting =
        <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
        (...args: Args): Result => {
          calls += 1;
          return call(...args);
        };
      const engine = { ...connected, run: counting(connected.run), runMerged: counting(connected.runMerged) };
      const callsOf = async (query: string, args: Partial<Parameters<typeof searchAll>[0]> = {}) => {
        calls = 0;
        const found = await searchAll({ query, kinds: [], ...args }, { engine, currency: 'EUR', country: null });
        return [found.edges.length, calls];
      };
      const words = 'murano glass lagoon vase made in italy by marco barovier';

      expect(await callsOf('')).toEqual([0, 0]);
      expect(await callsOf('lagoon', { first: 1 })).toEqual([1, 2]);
      expect(await callsOf('lagoon', { first: 100 })).toEqual([5, 2]);
      expect(await callsOf('lagoon', { kinds: ['PAGE'] })).toEqual([1, 2]);
      expect(await callsOf(words)).toEqual([expect.any(Number), 2]);
      expect(await callsOf('qwxyz')).toEqual([0, 2]);
      expect(await callsOf('alpine belt')).toEqual([1, 4]);
      expect(await callsOf('alpine belt', { filter: { tags: ['new'] } })).toEqual([0, 4]);
    });

    it('finds nothing for an empty query, and rejects arguments beyond their limits', async () => {
      const nothing = { ids: [], totalCount: 0 };
      expect(await find({ query: '  ' })).toMatchObject(nothing);
      expect(await find({ query: 'qwxyz' })).toMatchObject(nothing);

      const { errors } = await open().request(merged, { query: 'x'.repeat(201) });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'query' } }]);
      const { errors: ofPage } = await open().request(merged, { query: 'lagoon', first: 101 });
      expect(ofPage).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });
  });
}
