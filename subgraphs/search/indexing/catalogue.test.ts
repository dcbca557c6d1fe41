import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { RunOperation } from '#kit/graph/graph-client.ts';
import { createCatalogue } from './catalogue.ts';

/** A list of `count` products, with `together` created in each millisecond, that cannot be paged beyond 10,000. */
function listOf(count: number, together: number): RunOperation {
  const all = Array.from({ length: count }, (_, n) => ({
    id: `prod_${n}`,
    createdAt: new Date(Date.UTC(2026) + Math.floor(n / together)).toISOString(),
  }));
  return async <Data>(_query: string, { after, createdAfter }: Record<string, unknown> = {}) => {
    const offset = Number(after ?? 0);
    if (offset > 10_000) throw new Error('too deep');
    const list = all.filter(({ createdAt }) => !createdAfter || createdAt > String(createdAfter));
    const nodes = list.slice(offset, offset + 100);
    const end = offset + nodes.length;
    return { products: { nodes, pageInfo: { hasNextPage: end < list.length, endCursor: String(end) } } } as Data;
  };
}

async function idsOf(list: RunOperation): Promise<Set<string>> {
  const ids = new Set<string>();
  const catalogue = createCatalogue(list);
  for (let page = await catalogue.page(); ; page = await catalogue.page(page.next)) {
    for (const id of page.ids) ids.add(id);
    if (!page.next) return ids;
  }
}

describe('The pages of the catalogue', () => {
  it('contain every product, even beyond the paging limit of one list', async () => {
    const sizes = [0, 100, 10_000, 10_001, 25_000].map(async (count) => (await idsOf(listOf(count, 7))).size);

    expect(await Promise.all(sizes)).toEqual([0, 100, 10_000, 10_001, 25_000]);
  });

  it('fail when too many products were created in one millisecond', async () => {
    await expect(idsOf(listOf(25_000, 25_000))).rejects.toThrow('More than 10000 products were created at 2026-01-01');
  });
});

describe('Products', () => {
  it('are read in smaller parts when a backend does not answer for all in time', async () => {
    const sizes: number[] = [];
    const run: RunOperation = async (query, { ids } = {}) => {
      const parts = ids as string[];
      if (query.includes('subtitle')) sizes.push(parts.length);
      if (parts.length > 30)
        throw new GraphQLError('Medusa took too long to answer.', { extensions: { code: 'BACKEND_TIMEOUT' } });
      throw new GraphQLError('Medusa is not available.', { extensions: { code: 'BACKEND_UNAVAILABLE' } });
    };
    const ids = Array.from({ length: 100 }, (_, n) => `prod_${n}`);
    const markets = { defaultCurrency: 'EUR', currencies: ['EUR'], currencyOf: { FR: 'EUR' } };
    await expect(createCatalogue(run).read(ids, markets)).rejects.toThrow('not available');

    expect(sizes).toEqual([100, 50, 25]);
  });
});
