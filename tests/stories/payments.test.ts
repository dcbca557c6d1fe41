import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import postgres from 'postgres';
import { control, eventually, exampleVariables, execute, installationEnv, operation } from '../support/graph.ts';
import { answerPage, intentOf, payByCard, returnUrl, stripeAt } from '../support/payments/buyer.ts';
import { type Ledger, openLedger } from '../support/payments/ledger.ts';
import { plantFaults } from '../support/payments/planted-faults.ts';
import { attempt, change, fillCart, fillUnpaidCart, type Market, run } from '../support/purchase.ts';

/** Medusa needs a while to restart, and the provider repeats its events. */
jest.setTimeout(120_000);

const variant = 'variant_understory-notebook-bark-a6';

let ledger: Ledger;
beforeAll(() => {
  ledger = openLedger(installationEnv());
});
afterAll(() => ledger.close());

const orderOf = (cartId: string) =>
  eventually(
    () => ledger.ordersOf(cartId),
    (orders) => orders.length > 0,
    90_000,
  );

/** Sends an event to Medusa; returns the status. */
const send = async (payload: string, signature: string) => {
  const response = await fetch(`${installationEnv().MEDUSA_URL}/hooks/payment/stripe_stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: payload,
  });
  return response.status;
};
const sign = (payload: string, secret = '', timestamp = Math.floor(Date.now() / 1_000)) =>
  stripeAt().webhooks.generateTestHeaderString({ payload, secret, timestamp });

describe('A payment whose buyer never comes back', () => {
  it('from the page of 3-D Secure becomes one order by the event of the provider, which is found with the cart', async () => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    const { status, next_action } = await payByCard(paymentId, 'pm_card_threeDSecure2Required');
    const isOrder = (await ledger.ordersOf(cartId)).length > 0;
    const back = await answerPage(next_action?.redirect_to_url?.url ?? '', 'accept');
    const orders = await orderOf(cartId);
    const { order, userErrors } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });

    expect([status, isOrder, back?.split('?')[0]]).toEqual(['requires_action', false, returnUrl]);
    expect([orders, userErrors]).toEqual([[order.id], []]);
    expect(await intentOf(paymentId)).toMatchObject({ status: 'requires_capture' });
    expect(await ledger.findFaults()).toEqual([]);
  });

  it('becomes one order although the provider, Redis and Medusa are killed before', async () => {
    const carts = await Promise.all(['FR', 'JP', 'CH'].map((market) => fillUnpaidCart(variant, market as Market)));
    for (const { paymentId } of carts) await payByCard(paymentId);
    for (const part of ['payments', 'redis', 'medusa']) await control('kill', part);
    const early = await Promise.all(carts.map(({ cartId }) => ledger.ordersOf(cartId)));
    const orders = await Promise.all(carts.map(({ cartId }) => orderOf(cartId)));
    const isSettled = (faults: string[]) => faults.length === 0;

    expect(early).toEqual([[], [], []]);
    expect(orders.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(await eventually(() => ledger.findFaults(), isSettled)).toEqual([]);
  });
});

describe('While the provider is unavailable', () => {
  it('a payment cannot be started, and a retry with the same key starts it afterwards', async () => {
    const { id: cartId } = await change('CartCreate', { input: { lines: [{ variantId: variant, quantity: 1 }] } });
    const variables = { cartId, idempotencyKey: randomUUID() };
    await control('stop', 'payments');
    const [refused, page] = [
      await attempt('CartPaymentStart', variables),
      await execute(operation('ProductPage'), exampleVariables('ProductPage')),
    ];
    await control('start', 'payments');
    const { payment } = await change('CartPaymentStart', variables);

    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['BACKEND_UNAVAILABLE']);
    expect(page.errors).toBeUndefined();
    expect(await intentOf(payment.id)).toMatchObject({ status: 'requires_payment_method' });
  });
});

describe('An event', () => {
  it('is refused without the signature of the provider, and when it is older than five minutes', async () => {
    const { STRIPE_WEBHOOK_SECRET = '' } = installationEnv();
    const payload = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: {} },
    });
    const now = Math.floor(Date.now() / 1_000);

    expect(await send(payload, '')).toBe(400);
    expect(await send(payload, sign(payload, 'whsec_guessed'))).toBe(400);
    expect(await send(`${payload} `, sign(payload, STRIPE_WEBHOOK_SECRET))).toBe(400);
    expect(await send(payload, sign(payload, STRIPE_WEBHOOK_SECRET, now - 301))).toBe(400);
    expect(await send(payload, sign(payload, STRIPE_WEBHOOK_SECRET))).toBe(200);
  });
});

describe('A payment that belongs to no cart any more', () => {
  it('is given back, but not in the first minute, in which the shop may still be storing it', async () => {
    const stripe = stripeAt();
    const paid = await stripe.paymentIntents.create({
      ...{ amount: 1_234, currency: 'eur', payment_method_types: ['card'], confirm: true },
      ...{ payment_method: 'pm_card_visa', metadata: { session_id: `payses_${randomUUID()}` } },
    });
    const event = { id: 'evt_1', object: 'event', type: 'payment_intent.succeeded', data: { object: paid } };
    const sent = async (secondsAgo: number) => {
      const payload = JSON.stringify({ ...event, created: Math.floor(Date.now() / 1_000) - secondsAgo });
      return send(payload, sign(payload, installationEnv().STRIPE_WEBHOOK_SECRET));
    };
    const statuses = await Promise.all([sent(0), sent(61), sent(61)]);
    const { data } = await stripe.refunds.list({ payment_intent: paid.id });

    expect(statuses).toEqual([409, 200, 200]);
    expect(data.map(({ amount }) => amount)).toEqual([1_234]);
  });
});

describe('The comparison of orders and payments', () => {
  it('finds an order without payment, one of another amount, one without pieces, and a payment without an order', async () => {
    const sql = postgres(installationEnv().MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
    const orders: string[] = [];
    for (let bought = 0; bought < 3; bought += 1) {
      const { order } = await run('CartComplete', { cartId: await fillCart(variant), idempotencyKey: randomUUID() });
      orders.push(order.id);
    }
    const planted = await plantFaults(sql, stripeAt(), orders);
    await sql.end();

    expect((await ledger.findFaults()).sort()).toEqual(planted.sort());
  });
});
