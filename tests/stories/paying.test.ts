import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { eventually, execute, type GraphResponse, installationEnv, operation } from '../support/graph.ts';
import { answerPage, command, intentOf, payByCard, stripeAt } from '../support/payments/buyer.ts';
import { change, fillUnpaidCart, type Market, run } from '../support/purchase.ts';

/** The official library's simulator is the payment provider; all other systems are real. */
jest.setTimeout(60_000);

type Data = GraphResponse['data'];

const variant = 'variant_understory-notebook-bark-a6';

/** A page of a shop that is being developed. No server listens there. */
const returnUrl = 'http://localhost:3000/paid';

/** Starts the payment of a filled cart. Returns it with its action. */
async function start(cartId: string, choice: object = {}): Promise<Data> {
  const { cart, userErrors } = await run('CartPaymentStart', { cartId, idempotencyKey: randomUUID(), ...choice });
  expect(userErrors).toEqual([]);
  return cart.payment;
}

const complete = (cartId: string) => run('CartComplete', { cartId, idempotencyKey: randomUUID() });
const fill = async (market: Market) => (await fillUnpaidCart(variant, market)).cartId;
const codesOf = ({ userErrors }: Data) => userErrors.map(({ code }: { code: string }) => code);
const read = async ({ order, accessToken }: Data) =>
  (await execute(operation('Order'), { id: order.id, accessToken })).data.order;

describe('A purchase', () => {
  it('in euros is confirmed with 3-D Secure, and paid when it is shipped', async () => {
    const cartId = await fill('FR');
    const payment = await start(cartId, { method: 'card' });
    const before = await complete(cartId);
    await payByCard(payment.id, 'pm_card_threeDSecure2Required');
    const waiting = await complete(cartId);
    await answerPage(waiting.cart.payment.action.url, 'accept');
    const done = await complete(cartId);
    const placed = await read(done);
    await waitAtWarehouse(done.order.number);
    await ship(done.order.id, 'TRACK-PAID');
    const shipped = await eventually(
      () => read(done),
      ({ paymentStatus }) => paymentStatus === 'PAID',
    );

    expect(payment).toMatchObject({ status: 'PENDING', action: { providerId: 'pp_stripe_stripe' } });
    expect(payment.action.clientSecret).toMatch(/^pi_\w+_secret_/);
    expect(payment.action.publishableKey).toBe(installationEnv().STRIPE_PUBLISHABLE_KEY);
    expect([codesOf(before), before.order]).toEqual([['PAYMENT_ACTION_REQUIRED'], null]);
    expect(codesOf(waiting)).toEqual(['PAYMENT_ACTION_REQUIRED']);
    expect(codesOf(done)).toEqual([]);
    expect(placed).toMatchObject({
      paymentStatus: 'AUTHORIZED',
      payments: [
        {
          status: 'AUTHORIZED',
          amount: done.order.total,
          method: { type: 'card', brand: 'visa', last4: '3220', wallet: null },
          captures: [],
          refunds: [],
        },
      ],
    });
    expect(shipped.payments).toMatchObject([
      { status: 'CAPTURED', method: { brand: 'visa' }, captures: [{ amount: { amount: done.order.total.amount } }] },
    ]);
    expect(await intentOf(payment.id)).toMatchObject({ status: 'succeeded', amount_received: minor(done.order.total) });
  });

  it('in yen is declined, and paid with another card on the same cart', async () => {
    const cartId = await fill('JP');
    const { id } = await start(cartId);
    await payByCard(id, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    const declined = await complete(cartId);
    await payByCard(id, 'pm_card_visa');
    const done = await complete(cartId);
    const { payments } = await read(done);

    expect(declined.userErrors).toMatchObject([{ code: 'PAYMENT_DECLINED', declineReason: 'INSUFFICIENT_FUNDS' }]);
    expect(declined.cart.payment).toMatchObject({ declineReason: 'INSUFFICIENT_FUNDS' });
    expect(done.order.total).toEqual({ amount: expect.stringMatching(/^\d+$/), currencyCode: 'JPY' });
    expect(payments).toMatchObject([{ status: 'AUTHORIZED', amount: done.order.total }]);
    expect(await intentOf(id)).toMatchObject({ currency: 'jpy', amount_capturable: Number(done.order.total.amount) });
  });

  it('in francs is paid on the page of the provider', async () => {
    const cartId = await fill('CH');
    const { action } = await start(cartId, { method: 'twint', returnUrl });
    const back = await answerPage(action.url, 'accept');
    const done = await complete(cartId);

    expect(codesOf(done)).toEqual([]);
    expect(back).toMatch(new RegExp(`^${returnUrl}`));
    expect(done.order.total.currencyCode).toBe('CHF');
    expect(await read(done)).toMatchObject({
      paymentStatus: 'PAID',
      payments: [{ status: 'CAPTURED', method: { type: 'twint', brand: null } }],
    });
  });

  it('is placed when a late payment is confirmed, and its guest finds it with the cart', async () => {
    const cartId = await fill('FR');
    const { id } = await start(cartId, { method: 'sepa_debit' });
    const stripe = stripeAt();
    const intent = await intentOf(id);
    await stripe.paymentIntents.confirm(intent.id, {
      payment_method_data: { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' } },
    });
    const pending = await complete(cartId);
    await command('decide', { payment_intent: intent.id, outcome: 'accept' });
    const placed = await eventually(
      async () => (await run('Cart', { id: cartId })).completedAt,
      (completedAt) => completedAt !== null,
      30_000,
    );
    const done = await complete(cartId);

    expect([codesOf(pending), pending.order]).toEqual([['PAYMENT_PENDING'], null]);
    expect(placed).not.toBeNull();
    expect(await read(done)).toMatchObject({ paymentStatus: 'PAID', payments: [{ method: { type: 'sepa_debit' } }] });
  });
});

describe('A cart that changes after its payment was authorized', () => {
  // On a busy machine the provider's event would make the order before the change.
  beforeAll(() => command('pause'));
  afterAll(() => command('resume'));

  it('needs a new payment, and the old one is released', async () => {
    const cartId = await fill('FR');
    const { id } = await start(cartId);
    await payByCard(id);
    const old = await intentOf(id);
    const cart = await change('CartLinesAdd', { cartId, lines: [{ variantId: variant, quantity: 1 }] });
    const refused = await complete(cartId);

    expect(cart.totalQuantity).toBe(2);
    expect(codesOf(refused)).toEqual(['PAYMENT_REQUIRED']);
    expect((await stripeAt().paymentIntents.retrieve(old.id)).status).toBe('canceled');
  });
});

describe('A payment', () => {
  it.each([
    ['a method of another market', { method: 'konbini', returnUrl }, 'method'],
    ['a page without an address to return to', { method: 'paypal' }, 'returnUrl'],
    ['a foreign address to return to', { method: 'paypal', returnUrl: 'https://shop.axiom.example.evil' }, 'returnUrl'],
  ])('is not started with %s', async (_, choice, field) => {
    const { cartId, paymentId } = await fillUnpaidCart(variant);
    const { userErrors } = await run('CartPaymentStart', { cartId, idempotencyKey: randomUUID(), ...choice });

    expect(userErrors).toMatchObject([{ code: 'INVALID', field: [field] }]);
    // The earlier payment is still valid.
    expect((await run('Cart', { id: cartId })).payment.id).toBe(paymentId);
  });
});

/** An amount in minor units, as Stripe counts. */
function minor({ amount }: { amount: string }): number {
  return Number(amount.replace('.', ''));
}
