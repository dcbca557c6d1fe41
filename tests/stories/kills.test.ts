import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitUntilReady } from '#kit/process/wait-until-ready.ts';
import { findAtWarehouse } from '../support/backends/warehouse.ts';
import {
  control,
  eventually,
  exampleVariables,
  execute,
  type GraphResponse,
  gatewayUrl,
  installationEnv,
  operation,
} from '../support/graph.ts';
import { fillCart, run } from '../support/purchase.ts';

/** Medusa needs a few seconds to restart, and a queue two seconds to detect a dead worker. */
jest.setTimeout(90_000);

const variant = 'variant_understory-notebook-bark-a6';

/** Sends requests that need Redis to identity and commerce. */
const needsRedis = `mutation ($key: String!) {
  passkeySignInBegin { options }
  cartPaymentStart(cartId: "cart_none", idempotencyKey: $key) { userErrors { code } } }`;

/** Waits until every killed service is available again to all services that need it. */
beforeEach(async () => {
  await waitUntilReady(gatewayUrl(), 60_000);
  const isWhole = ({ errors }: GraphResponse) => errors === undefined;
  const page = () => execute(operation('ProductPage'), exampleVariables('ProductPage'));
  expect((await eventually(page, isWhole, 60_000)).errors).toBeUndefined();
  const kept = () => execute(needsRedis, { key: randomUUID() });
  expect((await eventually(kept, isWhole, 60_000)).data.cartPaymentStart).toEqual({
    userErrors: [{ code: 'CART_NOT_FOUND' }],
  });
});

/** The orders that wait for the warehouse; undefined while Medusa is unavailable. */
async function waiting(): Promise<string[] | undefined> {
  const { MEDUSA_URL, MEDUSA_WORKER_TOKEN } = installationEnv();
  const headers = { authorization: `Bearer ${MEDUSA_WORKER_TOKEN}` };
  const response = await fetch(`${MEDUSA_URL}/worker/outbox`, { headers }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { orders } = (await response.json()) as { orders: { order_id: string }[] };
  return orders.map(({ order_id }) => order_id);
}

/** Completes a cart, again where a kill has cost the response: the warehouse may have the order before its buyer hears of it. */
async function complete(attempt: { cartId: string; idempotencyKey: string }): Promise<{ id: string; number: number }> {
  const { order } = await eventually(
    async () => (await execute(operation('CartComplete'), attempt)).data?.cartComplete ?? {},
    (payload) => Boolean(payload.order),
    60_000,
  );
  return order;
}

/** Waits until the order and all others have left the outbox. Returns the warehouse's records of the order. */
async function finalOrders({ id, number }: { id: string; number: number }) {
  const received = await eventually(
    () => findAtWarehouse(number),
    (orders) => orders.length > 0,
    60_000,
  );
  const left = await eventually(waiting, (ids) => ids?.length === 0, 60_000);
  expect(left).toEqual([]);
  return { received: received.map(({ orderKey }) => orderKey), expected: [id], all: await findAtWarehouse(number) };
}

describe.each(['medusa', 'fulfilment', 'redis'])(
  'Exactly one order reaches the warehouse when %s is killed',
  (part) => {
    const steps: [string, string | undefined][] = [
      ['as soon as the order is placed', undefined],
      ['when the worker reads it', '^GET /worker/outbox/order_'],
      ['when the warehouse has it and the outbox is updated', '^POST /worker/outbox/order_[^/]+/delivered'],
    ];

    it.each(steps)('%s', async (_, at) => {
      const cartId = await fillCart(variant);
      if (at) await control('kill', part, at);
      const order = await complete({ cartId, idempotencyKey: randomUUID() });
      if (!at) await control('kill', part);

      const { received, expected, all } = await finalOrders(order);
      expect(received).toEqual(expected);
      expect(all).toHaveLength(1);
    });
  },
);

describe('A cart whose completion was interrupted by the end of Medusa', () => {
  it('becomes one order after a retry with the same key', async () => {
    const cartId = await fillCart(variant);
    const attempt = { cartId, idempotencyKey: randomUUID() };
    await control('kill', 'medusa', `^POST /store/carts/${cartId}/complete`);
    const first = await execute(operation('CartComplete'), attempt);
    const order = await complete(attempt);
    const again = await run('CartComplete', attempt);

    expect(first.errors?.map(({ extensions }) => extensions.code)).toEqual(['BACKEND_UNAVAILABLE']);
    expect(again.order.id).toBe(order.id);
    expect((await finalOrders(order)).all).toHaveLength(1);
  });
});
