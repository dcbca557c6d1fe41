import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { adminRequest } from '../support/backends/admin.ts';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { eventually, type GraphResponse } from '../support/graph.ts';
import { answerPage, command, intentOf, payByCard, stripeAt } from '../support/payments/buyer.ts';
import { change, fillUnpaidCart, type Market, run } from '../support/purchase.ts';

/** All systems are real but the warehouse and Stripe. */
jest.setTimeout(90_000);

const variantId = 'variant_understory-notebook-bark-a6';

type Buyer = { id: string; accessToken: string };

const complete = (cartId: string) => run('CartComplete', { cartId, idempotencyKey: randomUUID() });
const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

/** Pays with a card whose bank requests a confirmation. */
async function payByThreeDSecure(cartId: string, paymentId: string): Promise<void> {
  await payByCard(paymentId, 'pm_card_threeDSecure2Required');
  const { cart } = await complete(cartId);
  await answerPage(cart.payment.action.url, 'accept');
}

/** How a cart is paid in each market. */
const ways: Record<string, { method: string; pay(cartId: string, paymentId: string): Promise<void> }> = {
  'with a direct debit that is confirmed late': {
    method: 'sepa_debit',
    pay: async (cartId, paymentId) => {
      const { id } = await intentOf(paymentId);
      const debit = { type: 'sepa_debit' as const, sepa_debit: { iban: 'DE89370400440532013000' } };
      await stripeAt().paymentIntents.confirm(id, { payment_method_data: debit });
      expect(codesOf(await complete(cartId))).toEqual(['PAYMENT_PENDING']);
      await command('decide', { payment_intent: id, outcome: 'accept' });
    },
  },
  'with 3-D Secure after a declined card': {
    method: 'card',
    pay: async (cartId, paymentId) => {
      await payByCard(paymentId, 'pm_card_visa_chargeDeclined');
      expect(codesOf(await complete(cartId))).toEqual(['PAYMENT_DECLINED']);
      await payByThreeDSecure(cartId, paymentId);
    },
  },
  'with 3-D Secure': { method: 'card', pay: payByThreeDSecure },
};

/** Buys three notebooks with a discount, and waits until they are shipped and paid. */
async function buyThree(market: Market, way: string) {
  const { cartId } = await fillUnpaidCart(variantId, market);
  await change('CartLinesAdd', { cartId, lines: [{ variantId, quantity: 2 }] });
  await change('CartDiscountCodesUpdate', { cartId, discountCodes: ['WELCOME10'] });
  const { method, pay } = ways[way] as (typeof ways)[string];
  const { payment } = await change('CartPaymentStart', { cartId, idempotencyKey: randomUUID(), method });
  await pay(cartId, payment.id);
  const { order, accessToken, userErrors } = await complete(cartId);
  expect(userErrors).toEqual([]);
  await waitAtWarehouse(order.number);
  await ship(order.id, `TRACK-REFUND-${market}`);
  const buyer: Buyer = { id: order.id, accessToken };
  const paid = await readUntil(
    buyer,
    ({ paymentStatus, fulfillmentStatus }) => paymentStatus === 'PAID' && fulfillmentStatus === 'SHIPPED',
  );
  return { buyer, paid, paymentId: payment.id as string };
}

/** The order of a buyer once something is true of it. */
const readUntil = (buyer: Buyer, isRight: (order: GraphResponse['data']) => boolean) =>
  eventually(() => run('Order', { ...buyer }), isRight, 20_000);

/** Requests a return, and sends the pieces with its label to the warehouse, which receives them. Returns the label. */
async function sendBack(buyer: Buyer, line: string, quantity: number) {
  const { id: orderId, accessToken } = buyer;
  const lines = [{ orderLineId: line, quantity, reason: 'CHANGED_MIND' }];
  const requested = await run('OrderReturnRequest', { orderId, accessToken, lines, idempotencyKey: randomUUID() });
  expect(requested.userErrors).toEqual([]);
  const mine = ({ id }: { id: string }) => id === requested.return.id;
  const { returns } = await readUntil(buyer, (order) => order.returns.find(mine).label !== null);
  const at = `/admin/returns/${requested.return.id}`;
  await adminRequest(`${at}/receive`, {});
  await adminRequest(`${at}/receive-items`, { items: [{ id: line, quantity }] });
  await adminRequest(`${at}/receive/confirm`, {});
  return returns.find(mine).label;
}

/** Amounts that Stripe has given back for a payment once there are so many, in minor units, the smallest first. */
async function refundsOf(paymentId: string, count: number): Promise<number[]> {
  const { id } = await intentOf(paymentId);
  const { data } = await eventually(
    () => stripeAt().refunds.list({ payment_intent: id, limit: 100 }),
    (list) => list.data.length >= count,
    20_000,
  );
  return data.map(({ amount }) => amount).sort(byAmount);
}

interface Amount {
  amount: string;
}

const minor = ({ amount }: Amount) => Number(amount.replace('.', ''));
const byAmount = (one: number, other: number) => one - other;

describe('Pieces that are sent back', () => {
  // At the same time, because most of it is waiting for the warehouse.
  it.concurrent.each<[Market, string, string]>([
    ['FR', 'EUR', 'with a direct debit that is confirmed late'],
    ['JP', 'JPY', 'with 3-D Secure after a declined card'],
    ['CH', 'CHF', 'with 3-D Secure'],
  ])('are refunded to the last minor unit in %s, where %s were paid %s', async (market, currencyCode, way) => {
    const { buyer, paid, paymentId } = await buyThree(market, way);
    const [line] = paid.lines;
    const label = await sendBack(buyer, line.id, 1);
    const first = await refundsOf(paymentId, 1);
    await sendBack(buyer, line.id, 2);
    const all = await refundsOf(paymentId, 2);
    const order = await readUntil(buyer, ({ paymentStatus, returns }) => {
      const isWhole = returns.every(({ refunded }: { refunded: Amount }) => minor(refunded) > 0);
      return paymentStatus === 'REFUNDED' && isWhole;
    });
    const intent = await intentOf(paymentId);
    const amounts = (list: { amount: Amount }[]) => list.map(({ amount }) => minor(amount)).sort(byAmount);

    expect(paid.cost.total.currencyCode).toBe(currencyCode);
    expect(minor(paid.cost.discountTotal)).toBeGreaterThan(0);
    expect(label).toMatchObject({ url: expect.stringMatching(/^http/), trackingNumber: expect.any(String) });
    expect(first).toEqual([Math.floor(minor(line.total) / 3)]);
    // Everything is back, so the last refund contains the shipping.
    expect(all.reduce((sum, amount) => sum + amount, 0)).toBe(minor(paid.cost.total));
    expect([intent.currency, intent.amount_received]).toEqual([currencyCode.toLowerCase(), minor(paid.cost.total)]);
    expect(order.returns.map(({ status }: { status: string }) => status)).toEqual(['RECEIVED', 'RECEIVED']);
    expect(order.returns.map(({ refunded }: { refunded: Amount }) => minor(refunded)).sort(byAmount)).toEqual(all);
    expect(order.payments).toHaveLength(1);
    expect(amounts(order.payments[0].captures)).toEqual([minor(paid.cost.total)]);
    expect(amounts(order.payments[0].refunds)).toEqual(all);
  });
});
