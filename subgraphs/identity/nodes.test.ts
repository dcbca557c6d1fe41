import { expect, it } from '@jest/globals';
import { createNodeLoader } from './nodes.ts';

/** Nodes of a request that finds nothing by itself: carts are found by commerce. */
const open = () => createNodeLoader({} as Parameters<typeof createNodeLoader>[0]);
const cartIds = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `cart_${from + index}`);
const refusal = { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('10 carts at most') };

it('one operation reads ten carts at most, under however many aliases', async () => {
  const nodes = open();

  const [first, second, product] = await Promise.all([
    nodes.loadMany(cartIds(0, 8)),
    nodes.loadMany(cartIds(4, 12)),
    nodes.load('prod_1'),
  ]);
  const later = await nodes.loadMany(['cart_20', 'cart_0']);

  expect(first).toEqual(cartIds(0, 8).map((nodeId) => ({ __typename: 'Cart', nodeId })));
  expect(second.slice(0, 6)).toEqual(cartIds(4, 10).map((nodeId) => ({ __typename: 'Cart', nodeId })));
  expect(second.slice(6)).toMatchObject([refusal, refusal]);
  expect(product).toEqual({ __typename: 'Product', nodeId: 'prod_1' });
  expect(later).toMatchObject([refusal, { __typename: 'Cart', nodeId: 'cart_0' }]);
});
