import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '#tests/support/graph.ts';
import { cartsAt, paris } from '../carts/carts.fixture.ts';
import type { Requester, Shop } from '../commerce.fixture.ts';

/** An order of a guest, and what opens it. */
export interface Placed {
  orderId: string;
  accessToken: string;
}

/** Orders as their buyers change them, and the warehouse, for which tests answer. */
export function ordersAt(shop: Shop) {
  const { change, complete } = cartsAt(shop);
  const buy = async (lines: object[], as?: Requester): Promise<Placed> => {
    const { cart } = await change('cartCreate', { input: { lines } }, as);
    const buyer = { email: 'ada@axiom.example', shippingAddress: paris };
    const { cart: addressed } = await change('cartBuyerUpdate', { cartId: cart.id, buyer }, as);
    const shippingOptionId = addressed.shippingOptions[0].id;
    await change('cartShippingMethodSet', { cartId: cart.id, shippingOptionId }, as);
    await change('cartPaymentStart', { cartId: cart.id, idempotencyKey: randomUUID() }, as);
    const { order, accessToken } = await complete(cart.id, randomUUID(), as);
    // From then on the worker may know the order.
    await eventually(waiting, (ids) => ids.includes(order.id));
    return { orderId: order.id, accessToken };
  };
  const waiting = async () => {
    const { orders } = (await shop.callMedusa('worker/outbox')) as { orders: { order_id: string }[] };
    return orders.map(({ order_id }) => order_id);
  };
  const canceling = async () => ((await shop.callMedusa('worker/cancellations')) as { order_ids: string[] }).order_ids;
  /** Answers for the warehouse once it is asked to stop the order. */
  const requested = (orderId: string) => eventually(canceling, (ids) => ids.includes(orderId));
  const answer = async (orderId: string, answer: 'stopped' | 'left') => {
    await requested(orderId);
    return shop.callMedusa(`worker/cancellations/${orderId}`, { answer });
  };
  const cancel = async (args: Partial<Placed>, more: object = {}, as?: Requester) => {
    const variables = { idempotencyKey: randomUUID(), ...args, ...more };
    return shop.ask(cancellation, variables, {}, as);
  };
  const read = async ({ orderId, accessToken }: Placed) => {
    const { data, errors } = await shop.ask(orderQuery, { orderId, accessToken });
    expect(errors).toBeUndefined();
    return data.order;
  };
  const paymentsOf = async (orderId: string) => {
    const { order } = (await shop.callMedusa(
      `admin/orders/${orderId}?fields=payment_collections.payments.*,payment_collections.payments.captures.*,payment_collections.payments.refunds.*`,
    )) as { order: { payment_collections: { payments: Payment[] }[] } };
    return order.payment_collections.flatMap(({ payments }) => payments);
  };
  const ship = (orderId: string) =>
    shop.callMedusa(`worker/outbox/${orderId}/shipments`, { id: randomUUID(), tracking_number: 'T-1' });
  const capture = async (orderId: string) => {
    for (const { id } of await paymentsOf(orderId)) await shop.callMedusa(`admin/payments/${id}/capture`, {});
  };
  return { buy, waiting, requested, answer, cancel, read, paymentsOf, ship, capture };
}

interface Payment {
  id: string;
  amount: number;
  canceled_at: string | null;
  captures: { amount: number }[];
  refunds: { amount: number }[];
}

const shown = 'id status canceledAt cancellation { status reason } total { amount }';
const orderQuery = `query ($orderId: ID!, $accessToken: String) {
  order(id: $orderId, accessToken: $accessToken) { ${shown} } }`;
const cancellation = `mutation ($orderId: ID!, $accessToken: String, $reason: String, $idempotencyKey: String!) {
  orderCancel(orderId: $orderId, accessToken: $accessToken, reason: $reason, idempotencyKey: $idempotencyKey) {
    order { ${shown} } userErrors { code field } } }`;
