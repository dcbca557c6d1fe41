import { describe, expect, it } from '@jest/globals';
import type { GraphQLResolveInfo } from 'graphql';
import { backendError } from '#kit/graph/errors.ts';
import type { Context } from '../context.ts';
import { CartLine } from '../resolvers/CartLine.ts';
import type { LineRow } from './line-rows.ts';

/** Resolves `isOffered` of a line with this variant, over products that answer with `load`. */
async function isOffered(variantId: string | null, load: () => Promise<object | null>): Promise<unknown> {
  const context = { products: { variantById: { load } } } as unknown as Context;
  const resolve = CartLine.isOffered as (
    row: LineRow,
    args: object,
    context: Context,
    info: GraphQLResolveInfo,
  ) => unknown;
  return resolve({ variantId } as LineRow, {}, context, {} as GraphQLResolveInfo);
}

describe('Whether the variant of a line is still sold', () => {
  it('is true for a variant that is found, and false for one that is not', async () => {
    expect(await isOffered('variant_1', async () => ({ id: 'variant_1' }))).toBe(true);
    expect(await isOffered('variant_1', async () => null)).toBe(false);
  });

  it('is false without a call for a variant that was deleted', async () => {
    const load = () => Promise.reject(new Error('must not be called'));

    expect(await isOffered(null, load)).toBe(false);
  });

  it('is an error, and not false, during an outage', async () => {
    const outage = backendError('Medusa', new TypeError('fetch failed'));

    await expect(isOffered('variant_1', () => Promise.reject(outage))).rejects.toMatchObject({
      extensions: { code: 'BACKEND_UNAVAILABLE' },
    });
  });
});
