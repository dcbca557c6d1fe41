import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { execute, installationEnv, operation } from '../support/graph.ts';
import { command, intentOf, payByCard, stripeAt } from '../support/payments/buyer.ts';
import { fillUnpaidCart, run } from '../support/purchase.ts';

/** Payments that no one ends, because the buyer or a process has gone, and what the sweep does with them. */
jest.setTimeout(60_000);

const variant = 'variant_understory-notebook-bark-a6';

let sql: Sql;
beforeAll(async () => {
  sql = postgres(installationEnv().MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  // The provider's events would end the payments before.
  await command('pause');
});
afterAll(async () => {
  await command('resume');
  await sql.end();
});

const sweep = async () => {
  const { MEDUSA_URL, MEDUSA_WORKER_TOKEN } = installationEnv();
  const headers = { authorization: `Bearer ${MEDUSA_WORKER_TOKEN}`, 'content-type': 'application/json' };
  const response = await fetch(`${MEDUSA_URL}/worker/outbox/sweep`, { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(200);
};
/** Dates the last contact of a payment with the provider back. */
const age = (paymentId: string, minutes: number) => sql`
  update payment_session set created_at = now() - ${minutes} * interval '1 minute',
    updated_at = now() - ${minutes} * interval '1 minute' where id = ${paymentId}`;
const complete = (cartId: string) => run('CartComplete', { cartId, idempotencyKey: randomUUID() });
const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
const statusOf = async (intentId: string) => (await stripeAt().paymentIntents.retrieve(intentId)).status;

describe('An authorized payment whose buyer has gone', () => {
  it('becomes an order, which the buyer finds with the cart', async () => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    await payByCard(paymentId);
    const { id } = await intentOf(paymentId);
    await sweep();
    const tooEarly = await run('Cart', { id: cartId });
    await age(paymentId, 3);
    await sweep();
    const { completedAt } = await run('Cart', { id: cartId });
    const { order } = await complete(cartId);

    expect(tooEarly.completedAt).toBeNull();
    expect(completedAt).not.toBeNull();
    expect(order.number).toBeGreaterThan(0);
    expect(await statusOf(id)).toBe('requires_capture');
  });

  it('is released after half an hour if its cart cannot become an order, and not before', async () => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    await payByCard(paymentId);
    const { id } = await intentOf(paymentId);
    await sql`update cart set email = null where id = ${cartId}`;
    await age(paymentId, 20);
    await sweep();
    const kept = await statusOf(id);
    await age(paymentId, 31);
    await sweep();

    expect([kept, await statusOf(id)]).toEqual(['requires_capture', 'canceled']);
    expect(await run('Cart', { id: cartId })).toMatchObject({ completedAt: null, payment: null });
  });
});

describe('A payment that its buyer never confirmed', () => {
  it('is canceled after a day, so that it cannot be confirmed any more', async () => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    const { id } = await intentOf(paymentId);
    await age(paymentId, 23 * 60);
    await sweep();
    const kept = await statusOf(id);
    await age(paymentId, 24 * 60 + 1);
    await sweep();

    expect([kept, await statusOf(id)]).toEqual(['requires_payment_method', 'canceled']);
    expect((await payByCard(paymentId)).error).toBeDefined();
    expect((await run('Cart', { id: cartId })).payment).toBeNull();
  });
});

describe('The payment of a buyer who was too late for the last piece', () => {
  it('is released at once, and that of the other is kept', async () => {
    const carts = [await fillUnpaidCart('variant_haaf-rug-200'), await fillUnpaidCart('variant_haaf-rug-200')];
    const intents: string[] = [];
    for (const { paymentId } of carts) {
      await payByCard(paymentId);
      intents.push((await intentOf(paymentId)).id);
    }
    const results = await Promise.all(carts.map(({ cartId }) => complete(cartId)));
    const statuses = await Promise.all(intents.map(statusOf));

    expect(results.flatMap(codesOf)).toEqual(['OUT_OF_STOCK']);
    expect(statuses).toEqual(results.map(({ order }) => (order ? 'requires_capture' : 'canceled')));
  });
});

describe('A capture that a crash interrupted', () => {
  it('is completed by the sweep, once', async () => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    await payByCard(paymentId);
    const { id } = await intentOf(paymentId);
    const { order, accessToken } = await complete(cartId);
    const [payment] = await sql`select id, raw_amount from payment where payment_session_id = ${paymentId}`;
    // Stripe has captured, and Medusa has stored what it was about to do.
    await stripeAt().paymentIntents.capture(id);
    await sql`
      insert into capture (id, amount, raw_amount, payment_id)
      select 'capt_interrupted', amount, raw_amount, id from payment where id = ${payment?.id}`;
    await sql`update payment set created_at = now() - interval '7 days' where id = ${payment?.id}`;
    await sweep();
    await sweep();
    const { data } = await execute(operation('Order'), { id: order.id, accessToken });

    expect(data.order.paymentStatus).toBe('PAID');
    expect(data.order.payments[0].captures).toMatchObject([{ amount: { amount: order.total.amount } }]);
    expect(await stripeAt().paymentIntents.retrieve(id)).toMatchObject({
      status: 'succeeded',
      amount_received: Number(order.total.amount.replace('.', '')),
    });
  });
});
