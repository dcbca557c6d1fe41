import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { adminRequest } from '../support/backends/admin.ts';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { eventually } from '../support/graph.ts';
import { intentOf, payByCard, stripeAt } from '../support/payments/buyer.ts';
import { change, fillUnpaidCart, type Market, run } from '../support/purchase.ts';

/** All systems are real but the warehouse and Stripe. */
jest.setTimeout(90_000);

const variantId = 'variant_understory-notebook-bark-a6';

/** Buys three notebooks with a discount, and waits until they are shipped and paid. */
async function buyThree(market: Market) {
  const { cartId } = await fillUnpaidCart(variantId, market);
  await change('CartLinesAdd', { cartId, lines: [{ variantId, quantity: 2 }] });
  await change('CartDiscountCodesUpdate', { cartId, discountCodes: ['WELCOME10'] });
  const { payment } = await change('CartPaymentStart', { cartId, idempotencyKey: randomUUID() });
  await payByCard(payment.id);
  const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
  await waitAtWarehouse(order.number);
  await ship(order.id, `TRACK-REFUND-${market}`);
  const buyer = { id: order.id as string, accessToken: accessToken as string };
  const paid = await eventually(
    () => run('Order', buyer),
    ({ paymentStatus, fulfillmentStatus }) => paymentStatus === 'PAID' && fulfillmentStatus === 'SHIPPED',
    20_000,
  );
  return { buyer, paid, paymentId: payment.id as string };
}

/** Sends pieces of a line back, which the warehouse receives. */
async function sendBack(
  { id: orderId, accessToken }: { id: string; accessToken: string },
  line: string,
  quantity: number,
) {
  const lines = [{ orderLineId: line, quantity, reason: 'CHANGED_MIND' }];
  const requested = await run('OrderReturnRequest', { orderId, accessToken, lines, idempotencyKey: randomUUID() });
  expect(requested.userErrors).toEqual([]);
  const at = `/admin/returns/${requested.return.id}`;
  await adminRequest(`${at}/receive`, {});
  await adminRequest(`${at}/receive-items`, { items: [{ id: line, quantity }] });
  await adminRequest(`${at}/receive/confirm`, {});
}

/** Amounts that Stripe has given back for a payment, in minor units, the oldest first. */
async function refundsOf(paymentId: string): Promise<number[]> {
  const { data } = await stripeAt().refunds.list({ payment_intent: (await intentOf(paymentId)).id, limit: 100 });
  return data.map(({ amount }) => amount).reverse();
}

const minor = ({ amount }: { amount: string }) => Number(amount.replace('.', ''));

describe('Pieces that are sent back', () => {
  it.each<[Market, string]>([
    ['FR', 'EUR'],
    ['JP', 'JPY'],
    ['CH', 'CHF'],
  ])('are refunded to the last minor unit in %s', async (market, currencyCode) => {
    const { buyer, paid, paymentId } = await buyThree(market);
    const [line] = paid.lines;
    await sendBack(buyer, line.id, 1);
    const first = await eventually(
      () => refundsOf(paymentId),
      (refunds) => refunds.length === 1,
      20_000,
    );
    await sendBack(buyer, line.id, 2);
    const all = await eventually(
      () => refundsOf(paymentId),
      (refunds) => refunds.length === 2,
      20_000,
    );
    const order = await eventually(
      () => run('Order', buyer),
      ({ paymentStatus }) => paymentStatus === 'REFUNDED',
      20_000,
    );

    expect(paid.cost.total.currencyCode).toBe(currencyCode);
    expect(minor(paid.cost.discountTotal)).toBeGreaterThan(0);
    expect(first).toEqual([Math.floor(minor(line.total) / 3)]);
    // Everything is back, so the last refund contains the shipping.
    expect(all.reduce((sum, amount) => sum + amount, 0)).toBe(minor(paid.cost.total));
    expect((await intentOf(paymentId)).amount_received).toBe(minor(paid.cost.total));
    expect(order.returns.map(({ status }: { status: string }) => status)).toEqual(['RECEIVED', 'RECEIVED']);
    expect(order.returns.map(({ refunded }: { refunded: { amount: string } }) => minor(refunded)).sort()).toEqual(
      [...all].sort(),
    );
    expect(order.paymentStatus).toBe('REFUNDED');
  });
});
