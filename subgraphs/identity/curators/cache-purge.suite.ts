import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { cacheKeys } from '#kit/stores/cache-keys.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';

const purge = `mutation ($tags: [String!]!) { cachePurge(input: { tags: $tags }) {
  purge { tags isAcknowledged gatewayCount } userErrors { field code } } }`;

/** Purges of the gateways' caches by curators. */
export function cachePurgeSuite(getIdentity: () => TestIdentity): void {
  const curator = (...scopes: string[]): Viewer => ({
    kind: 'CURATOR',
    id: 'curator_cache',
    scopes,
    session: 's',
    authTime: Math.floor(Date.now() / 1_000),
    account: 'curator',
  });
  const events = async () => {
    const entries = await getIdentity().redis.xrange(cacheKeys.events, '-', '+');
    return entries.map(([, [, event]]) => event);
  };
  const run = (tags: string[], viewer?: Viewer) => getIdentity().execute(purge, { tags }, viewer && { viewer });

  describe('A purge of the caches', () => {
    it('is published to all gateways, and says whether they have dropped the entries', async () => {
      const { data } = await run(['product:prod_1', 'search'], curator('cache:purge'));

      expect(data.cachePurge).toEqual({
        purge: { tags: ['product:prod_1', 'search'], isAcknowledged: true, gatewayCount: 0 },
        userErrors: [],
      });
      expect(await events()).toEqual(['{"tags":["product:prod_1","search"]}']);
    });

    it.each([
      ['a malformed tag', ['products', 'Product 1'], ['input', 'tags', '1']],
      ['no tag', [], ['input', 'tags']],
      ['too many tags', Array.from({ length: 101 }, (_, index) => `product:${index}`), ['input', 'tags']],
    ])('is refused for %s', async (_, tags, field) => {
      const before = await events();
      const { data } = await run(tags, curator('cache:purge'));

      expect(data.cachePurge).toEqual({ purge: null, userErrors: [{ field, code: 'INVALID' }] });
      expect(await events()).toEqual(before);
    });

    it('is refused to anonymous viewers and to curators without the scope', async () => {
      const before = await events();
      const refused = [await run(['*']), await run(['*'], curator('audit:read'))];

      expect(refused.map(({ data, errors }) => [data.cachePurge, errors?.[0]?.extensions.code])).toEqual([
        [null, 'UNAUTHENTICATED'],
        [null, 'FORBIDDEN'],
      ]);
      expect(await events()).toEqual(before);
    });
  });
}
