import { expect, it } from '@jest/globals';
import type { RunOnce } from '#kit/stores/idempotency.ts';
import { refuse } from '../cart-refusals.ts';
import { type CheckoutDependencies, createCheckout } from './checkout.ts';

it('says of a cart that has expired why it cannot become an order', async () => {
  const runOnce: RunOnce = async (_request, work) => ({ outcome: await work() });
  const expired = async () => refuse('CART_EXPIRED', ['cartId']);
  const { complete } = createCheckout({
    carts: { find: async () => null, open: expired, read: expired },
    runOnce,
    viewer: { kind: 'ANONYMOUS' },
  } as unknown as CheckoutDependencies);

  const { userErrors } = (await complete({ cartId: 'cart_old', idempotencyKey: 'an-expired-cart' })) as ReturnType<
    typeof refuse
  >;

  expect(userErrors).toMatchObject([{ code: 'CART_EXPIRED', field: ['cartId'] }]);
});
