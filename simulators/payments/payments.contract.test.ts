import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system uses Stripe's API: https://docs.stripe.com/api. Through the official library, and over plain HTTP. */
let target: ContractTarget;
let stripe: Stripe;
beforeAll(async () => {
  target = await openTarget();
  ({ stripe } = target);
});
afterAll(() => target?.close());

const returnUrl = 'https://shop.axiom.example/checkout/return';
type Params = Stripe.PaymentIntentCreateParams;
const cardOnly = { payment_method_types: ['card'] };
const create = (change: Partial<Params> = {}, options?: Stripe.RequestOptions) =>
  stripe.paymentIntents.create({ amount: 2_000, currency: 'eur', ...cardOnly, ...change }, options);
const pay = (change: Partial<Params> = {}) => create({ payment_method: 'pm_card_visa', confirm: true, ...change });
const authorize = (change: Partial<Params> = {}) => pay({ capture_method: 'manual', ...change });

/** The error of a call that must fail. */
const failureOf = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  const result = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (result instanceof Stripe.errors.StripeError) return result;
  throw new Error('The call was expected to fail.', { cause: result });
};
const send = async (method: string, path: string, key: string, form?: Record<string, string>, headers = {}) => {
  const response = await fetch(`${target.url}${path}`, {
    method,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never as Answer };
};
interface Answer {
  id: string;
  status: string;
  error: { type: string; code: string; param: string; message: string };
  [field: string]: unknown;
}

describe('A payment', () => {
  it('waits for a payment method at first', async () => {
    const intent = await create({ capture_method: 'manual', metadata: { session_id: 'payses_1' } });

    expect(intent).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      ...{ amount: 2_000, amount_capturable: 0, amount_received: 0, currency: 'eur', livemode: false },
      ...{
        metadata: { session_id: 'payses_1' },
        payment_method_types: ['card'],
        latest_charge: null,
        next_action: null,
      },
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w+$`));
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ id: intent.id, amount: 2_000 });
  });

  it('is authorized with a card, shows its brand and last digits, and is captured', async () => {
    const authorized = await authorize({ expand: ['payment_method', 'latest_charge'] });
    const captured = await stripe.paymentIntents.capture(authorized.id);
    const again = await failureOf(stripe.paymentIntents.capture(authorized.id));

    expect(authorized).toMatchObject({ status: 'requires_capture', amount_capturable: 2_000, amount_received: 0 });
    expect(authorized.payment_method).toMatchObject({
      type: 'card',
      card: { brand: 'visa', last4: '4242', wallet: null },
    });
    expect(authorized.latest_charge).toMatchObject({ captured: false, paid: true, payment_intent: authorized.id });
    expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 2_000 });
    expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    expect(again.payment_intent).toMatchObject({ status: 'succeeded' });
  });

  it('is captured in part, which releases the rest, and never above what was authorized', async () => {
    const { id } = await authorize();
    const tooMuch = await failureOf(stripe.paymentIntents.capture(id, { amount_to_capture: 2_001 }));
    const part = await stripe.paymentIntents.capture(id, { amount_to_capture: 1_500 });

    expect(tooMuch).toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount_to_capture' });
    expect(part).toMatchObject({ status: 'succeeded', amount_received: 1_500, amount_capturable: 0 });
    expect(await failureOf(stripe.refunds.create({ payment_intent: id, amount: 1_501 }))).toMatchObject({
      statusCode: 400,
    });
  });

  it('is canceled, which releases what was authorized', async () => {
    const { id } = await authorize();
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    const errors = [
      await failureOf(stripe.paymentIntents.cancel(id)),
      await failureOf(stripe.paymentIntents.capture(id)),
      await failureOf(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })),
    ];

    expect(canceled).toMatchObject({ status: 'canceled', amount_capturable: 0, cancellation_reason: 'abandoned' });
    for (const error of errors) {
      expect(error.code).toBe('payment_intent_unexpected_state');
      expect(error.payment_intent).toMatchObject({ id, status: 'canceled' });
    }
  });

  it('is changed until it is authorized', async () => {
    const intent = await create({ capture_method: 'manual', metadata: { a: '1', b: '2' } });
    const changed = await stripe.paymentIntents.update(intent.id, { amount: 2_500, metadata: { b: '', c: '3' } });
    await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    const refused = await failureOf(stripe.paymentIntents.update(intent.id, { amount: 9_900 }));

    expect(changed).toMatchObject({ amount: 2_500, metadata: { a: '1', c: '3' } });
    expect(changed.metadata).not.toHaveProperty('b');
    expect(refused).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ amount_capturable: 2_500 });
  });

  it('has an amount in yen, which have no decimals', async () => {
    expect(await authorize({ amount: 495_000, currency: 'jpy' })).toMatchObject({
      amount_capturable: 495_000,
      currency: 'jpy',
    });
  });

  it.each([
    [{ amount: 49, currency: 'eur' }, 'amount_too_small'],
    [{ amount: 49, currency: 'jpy' }, 'amount_too_small'],
    [{ amount: 49, currency: 'chf' }, 'amount_too_small'],
    [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large'],
    [{ amount: 20.5, currency: 'eur' }, 'parameter_invalid_integer'],
  ])('is not created with %j', async (change, code) => {
    expect(await failureOf(create(change))).toMatchObject({ statusCode: 400, code, param: 'amount' });
  });

  it('is authorized by card while other methods of the same payment are captured at once', async () => {
    const options = {
      payment_method_types: ['card', 'ideal'],
      payment_method_options: { card: { capture_method: 'manual' } },
    };
    expect(await pay({ ...options, return_url: returnUrl } as Params)).toMatchObject({ status: 'requires_capture' });
  });
});

describe('A card', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  ])('such as %s is declined, and another card may pay the same payment', async (card, code, reason) => {
    const { id } = await create({ capture_method: 'manual' });
    const error = await failureOf(stripe.paymentIntents.confirm(id, { payment_method: card }));
    const after = await stripe.paymentIntents.retrieve(id);
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_mastercard' });

    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
    expect(error.decline_code).toBe(reason);
    expect(error.payment_intent).toMatchObject({ id, status: 'requires_payment_method' });
    expect(after).toMatchObject({ status: 'requires_payment_method', payment_method: null, amount_capturable: 0 });
    expect(after.last_payment_error).toMatchObject({
      type: 'card_error',
      code,
      payment_method: { card: { brand: 'visa' } },
    });
    expect(paid).toMatchObject({ status: 'requires_capture', last_payment_error: null });
  });

  it('with 3-D Secure sends the buyer to a page, with an address to return to', async () => {
    const intent = await authorize({ payment_method: 'pm_card_threeDSecure2Required', return_url: returnUrl });

    expect(intent).toMatchObject({ status: 'requires_action', amount_capturable: 0, latest_charge: null });
    expect(intent.next_action).toMatchObject({
      type: 'redirect_to_url',
      redirect_to_url: { return_url: returnUrl, url: expect.stringMatching(/^https?:/) },
    });
  });

  it('with 3-D Secure leaves the page to the library of the client, if that confirms', async () => {
    const intent = await authorize({ payment_method: 'pm_card_threeDSecure2Required' });

    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  });
});

describe('Payment methods that redirect', () => {
  it('need an address to return to', async () => {
    const data = { type: 'ideal' } as const;
    const params = { payment_method_types: ['ideal'], payment_method_data: data, payment_method: undefined };
    expect(await failureOf(pay(params))).toMatchObject({ statusCode: 400, param: 'return_url' });
    const intent = await pay({ ...params, return_url: returnUrl });
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  });

  it('are enabled automatically by the currency, and then every confirmation needs that address', async () => {
    const automatic = { automatic_payment_methods: { enabled: true }, payment_method_types: undefined };
    const intent = await create(automatic);
    expect(intent.payment_method_types).toContain('card');
    expect(await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }))).toMatchObject(
      {
        statusCode: 400,
        type: 'StripeInvalidRequestError',
      },
    );
    const confirmed = stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: returnUrl,
    });
    expect(await confirmed).toMatchObject({ status: 'succeeded' });
  });
});

describe('A late payment', () => {
  it('is processing at first', async () => {
    const intent = await pay({
      payment_method_types: ['sepa_debit'],
      payment_method: undefined,
      payment_method_data: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'Ada', email: 'ada@axiom.example' },
      },
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });

    expect(intent).toMatchObject({ status: 'processing', amount_received: 0 });
  });
});

describe('A refund', () => {
  it('returns a part, then the rest, then nothing', async () => {
    const { id } = await pay();
    const part = await stripe.refunds.create({ payment_intent: id, amount: 1, metadata: { reason: 'a' } });
    const tooMuch = await failureOf(stripe.refunds.create({ payment_intent: id, amount: 2_000 }));
    const rest = await stripe.refunds.create({ payment_intent: id, reason: 'requested_by_customer' });
    const none = await failureOf(stripe.refunds.create({ payment_intent: id }));
    const { data } = await stripe.refunds.list({ payment_intent: id });

    expect(part).toMatchObject({
      object: 'refund',
      amount: 1,
      currency: 'eur',
      status: 'succeeded',
      payment_intent: id,
    });
    expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(rest).toMatchObject({ amount: 1_999, reason: 'requested_by_customer' });
    expect(none.code).toBe('charge_already_refunded');
    expect(data.map(({ amount }) => amount)).toEqual([1_999, 1]);
  });

  it('is refused for a payment that is not captured', async () => {
    const { id } = await authorize();
    expect(await failureOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({ statusCode: 400 });
    expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
  });
});

describe('A request with an idempotency key', () => {
  it('is executed once', async () => {
    const idempotencyKey = randomUUID();
    const [first, second] = [await create({}, { idempotencyKey }), await create({}, { idempotencyKey })];
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('is refused if the parameters differ', async () => {
    const idempotencyKey = randomUUID();
    await create({}, { idempotencyKey });
    expect(await failureOf(create({ amount: 2_001 }, { idempotencyKey }))).toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
  });

  it('that was declined is declined again, without another attempt', async () => {
    const { id } = await create();
    const idempotencyKey = randomUUID();
    const confirm = () =>
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }, { idempotencyKey });
    const [first, second] = [await failureOf(confirm()), await failureOf(confirm())];

    expect([second.statusCode, second.charge]).toEqual([402, first.charge]);
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
  });

  it('is not remembered if its parameters are invalid', async () => {
    const idempotencyKey = randomUUID();
    expect(await failureOf(create({ amount: 1.5 }, { idempotencyKey }))).toMatchObject({ statusCode: 400 });
    expect(await create({}, { idempotencyKey })).toMatchObject({ status: 'requires_payment_method' });
  });
});

describe('A publishable key', () => {
  const form = { payment_method: 'pm_card_visa' };

  it('reads and confirms a payment whose client secret is known, and sees nothing of the shop', async () => {
    const { id, client_secret: secret = '' } = await create({
      capture_method: 'manual',
      metadata: { session_id: 'x' },
    });
    const at = `/v1/payment_intents/${id}`;
    const read = await send('GET', `${at}?client_secret=${secret}`, target.publishableKey);
    const confirmed = await send('POST', `${at}/confirm`, target.publishableKey, {
      ...form,
      client_secret: secret ?? '',
    });

    expect([read.status, read.body.status]).toEqual([200, 'requires_payment_method']);
    expect(read.body).not.toHaveProperty('metadata');
    expect([confirmed.status, confirmed.body.status]).toEqual([200, 'requires_capture']);
  });

  it('does nothing else', async () => {
    const { id, client_secret } = await create();
    const at = `/v1/payment_intents/${id}`;
    const wrong = { ...form, client_secret: `${client_secret}x` };
    const statuses = [
      (await send('GET', at, target.publishableKey)).status,
      (await send('POST', `${at}/confirm`, target.publishableKey, form)).status,
      (await send('POST', `${at}/confirm`, target.publishableKey, wrong)).status,
      (await send('POST', `${at}/cancel`, target.publishableKey, { client_secret: client_secret ?? '' })).status,
      (await send('POST', '/v1/refunds', target.publishableKey, { payment_intent: id })).status,
    ];

    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_payment_method' });
  });
});

describe('The API', () => {
  it('refuses missing and wrong keys, and unknown addresses', async () => {
    expect(await send('GET', '/v1/payment_intents', '')).toMatchObject({ status: 401 });
    expect(await send('GET', '/v1/payment_intents', 'sk_test_wrong')).toMatchObject({
      status: 401,
      body: { error: { type: 'invalid_request_error' } },
    });
    expect(await send('GET', '/v1/nothing', target.secretKey)).toMatchObject({ status: 404 });
    expect(await failureOf(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('names the parameter that is unknown or missing', async () => {
    const [unknown, absent] = [
      await send('POST', '/v1/payment_intents', target.secretKey, { amount: '2000', currency: 'eur', colour: 'red' }),
      await send('POST', '/v1/payment_intents', target.secretKey, { amount: '2000' }),
    ];
    expect(unknown).toMatchObject({ status: 400, body: { error: { code: 'parameter_unknown', param: 'colour' } } });
    expect(absent).toMatchObject({ status: 400, body: { error: { code: 'parameter_missing', param: 'currency' } } });
  });

  it('lists in pages, the newest first', async () => {
    const customer = (await stripe.customers.create({ email: 'ada@axiom.example', name: 'Ada' })).id;
    const made = [];
    for (let count = 0; count < 3; count += 1) made.unshift((await create({ customer })).id);
    const first = await stripe.paymentIntents.list({ customer, limit: 2 });
    const next = await stripe.paymentIntents.list({ customer, limit: 2, starting_after: first.data[1]?.id });
    const all: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ customer, limit: 1 })) all.push(id);

    expect([first.has_more, next.has_more]).toEqual([true, false]);
    expect([...first.data, ...next.data].map(({ id }) => id)).toEqual(made);
    expect(all).toEqual(made);
  });

  it('keeps customers until they are deleted', async () => {
    const { id } = await stripe.customers.create({ email: 'ada@axiom.example' });
    const method = await stripe.paymentMethods.attach('pm_card_jcb', { customer: id });
    expect(await stripe.customers.update(id, { name: 'Ada' })).toMatchObject({
      email: 'ada@axiom.example',
      name: 'Ada',
    });
    expect((await stripe.customers.listPaymentMethods(id)).data.map((one) => one.id)).toEqual([method.id]);
    expect(await stripe.customers.del(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true });
    expect(await failureOf(stripe.customers.update(id, { name: 'Eve' }))).toMatchObject({ code: 'resource_missing' });
  });
});
