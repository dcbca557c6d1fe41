import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** What the real service does not let tests do: answer on a bank's page, decide late payments, and receive events. */
let target: ContractTarget;
let stripe: Stripe;
beforeAll(async () => {
  target = await openTarget({ STRIPE_LATE_SECONDS: '3600', STRIPE_WEBHOOK_RETRY_MS: '20' });
  ({ stripe } = target);
});
afterAll(() => target?.close());

const returnUrl = 'axiom-shop://checkout/return?cart=1';
const authorize = (change: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    ...{ amount: 2_000, currency: 'eur', payment_method_types: ['card'], capture_method: 'manual', confirm: true },
    ...{ payment_method: 'pm_card_threeDSecure2Required', return_url: returnUrl },
    ...change,
  });
const pageOf = (intent: Stripe.PaymentIntent) => intent.next_action?.redirect_to_url?.url ?? '';
const answer = (url: string, outcome: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
const command = async (name: string, form: Record<string, string> = {}, key = target.secretKey) => {
  const headers = { authorization: `Bearer ${key}` };
  return fetch(`${target.url}/sandbox/${name}`, { method: 'POST', headers, body: new URLSearchParams(form) });
};
const debit = (iban: string) =>
  authorize({
    ...{ capture_method: 'automatic', payment_method_types: ['sepa_debit'], payment_method: undefined },
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban },
      billing_details: { name: 'Ada', email: 'a@b.example' },
    },
  });

describe('The page of 3-D Secure', () => {
  it('shows what is paid, and sends the buyer back after the confirmation', async () => {
    const intent = await authorize({ amount: 123_456 });
    const shown = await fetch(pageOf(intent));
    const untouched = await stripe.paymentIntents.retrieve(intent.id);
    const response = await answer(pageOf(intent), 'accept');
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });

    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('€1,234.56')]);
    expect(untouched.status).toBe('requires_action');
    const location = new URL(response.headers.get('location') ?? '');
    expect([response.status, `${location.protocol}//${location.host}${location.pathname}`]).toEqual([
      303,
      'axiom-shop://checkout/return',
    ]);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      ...{ cart: '1', payment_intent: intent.id, payment_intent_client_secret: intent.client_secret },
      source_type: 'card',
    });
    expect(after).toMatchObject({ status: 'requires_capture', amount_capturable: 123_456, next_action: null });
    expect(after.latest_charge).toMatchObject({
      payment_method_details: { card: { last4: '3220', three_d_secure: { result: 'authenticated' } } },
    });
    expect((await fetch(pageOf(intent))).status).toBe(410);
    expect((await answer(pageOf(intent), 'refuse')).status).toBe(410);
  });

  it('lets the buyer fail, and pay with another card afterwards', async () => {
    const intent = await authorize();
    await answer(pageOf(intent), 'refuse');
    const failed = await stripe.paymentIntents.retrieve(intent.id);
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });

    expect(failed).toMatchObject({
      ...{ status: 'requires_payment_method', payment_method: null },
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect(paid.status).toBe('requires_capture');
  });

  it('is followed by a decline for the card that passes authentication and has no money', async () => {
    const intent = await authorize({ payment_method: 'pm_card_threeDSecureRequiredChargeDeclined' });
    await answer(pageOf(intent), 'accept');

    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      ...{ status: 'requires_payment_method', amount_capturable: 0 },
      last_payment_error: { code: 'card_declined' },
    });
  });

  it('ends when the payment is changed or canceled', async () => {
    const [changed, canceled] = [await authorize(), await authorize()];
    await stripe.paymentIntents.update(changed.id, { amount: 2_500 });
    await stripe.paymentIntents.cancel(canceled.id);

    for (const intent of [changed, canceled]) expect((await answer(pageOf(intent), 'accept')).status).toBe(410);
    expect((await stripe.paymentIntents.retrieve(changed.id)).status).toBe('requires_confirmation');
    expect((await stripe.paymentIntents.retrieve(canceled.id)).status).toBe('canceled');
  });

  it('keeps its page when a confirmation is invalid', async () => {
    const intent = await authorize({ payment_method_types: ['card', 'klarna'] });
    const confirm = stripe.paymentIntents.confirm(intent.id, { payment_method_data: { type: 'klarna' } });
    await expect(confirm).rejects.toMatchObject({ param: 'return_url' });

    expect((await answer(pageOf(intent), 'accept')).status).toBe(303);
  });
});

describe('The page of a provider', () => {
  it.each([
    ['accept', 'succeeded', 'succeeded'],
    ['refuse', 'failed', 'requires_payment_method'],
  ])('sends the buyer back after they %s', async (outcome, shown, status) => {
    const intent = await authorize({
      ...{ capture_method: 'automatic', payment_method_types: ['ideal'], payment_method: undefined },
      payment_method_data: { type: 'ideal' },
    });
    const { headers } = await answer(pageOf(intent), outcome);

    expect(new URL(headers.get('location') ?? '').searchParams.get('redirect_status')).toBe(shown);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  });
});

describe('A late payment', () => {
  it.each([
    ['accept', 'succeeded', 2_000],
    ['refuse', 'requires_payment_method', 0],
  ])('is decided on command: %s', async (outcome, status, received) => {
    const { id } = await debit('DE89370400440532013000');
    expect((await command('decide', { payment_intent: id, outcome }, target.publishableKey)).status).toBe(403);
    expect((await command('decide', { payment_intent: id, outcome })).status).toBe(200);

    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status, amount_received: received });
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
  });

  it('in a shop waits for the buyer with the voucher', async () => {
    const intent = await authorize({
      ...{ amount: 495_000, currency: 'jpy', capture_method: 'automatic', payment_method_types: ['konbini'] },
      ...{ payment_method: undefined, payment_method_data: { type: 'konbini' } },
    });
    const { hosted_voucher_url: url } = intent.next_action?.konbini_display_details ?? {};
    expect(await (await fetch(url ?? '')).text()).toContain('¥495,000');
    await answer(url ?? '', 'accept');

    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      amount_received: 495_000,
    });
  });
});

describe('An event', () => {
  let receiver: Server;
  let endpoint: Stripe.WebhookEndpoint;
  let received: { body: string; signature: string }[];
  let statuses: number[];
  let arrived: () => void;
  beforeEach(async () => {
    [received, statuses, arrived] = [[], [], () => {}];
    receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers['stripe-signature']) });
      response.writeHead(statuses.shift() ?? 200).end();
      arrived();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    endpoint = await stripe.webhookEndpoints.create({
      url,
      enabled_events: ['payment_intent.amount_capturable_updated', 'payment_intent.succeeded'],
    });
  });
  afterEach(async () => {
    await stripe.webhookEndpoints.del(endpoint.id);
    receiver.close();
  });

  /** Waits until that many requests have arrived. */
  const arrivals = async (count: number) => {
    while (received.length < count) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    return received.map(({ body, signature }) =>
      stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? ''),
    );
  };
  const pay = () => authorize({ payment_method: 'pm_card_visa' });
  const typesOf = (events: Stripe.Event[]) => events.map(({ type }) => type);

  it('is signed, and only the types that the endpoint wants are sent', async () => {
    const intent = await pay();
    const [event] = await arrivals(1);

    expect(event).toMatchObject({
      type: 'payment_intent.amount_capturable_updated',
      data: { object: { id: intent.id, status: 'requires_capture', amount_capturable: 2_000 } },
      request: { id: expect.stringMatching(/^req_/) },
    });
    expect(() =>
      stripe.webhooks.constructEvent(received[0]?.body ?? '', received[0]?.signature ?? '', 'whsec_other'),
    ).toThrow(/signature/);
    expect(received).toHaveLength(1);
  });

  it('is repeated until it is received', async () => {
    statuses = [500, 503];
    await pay();
    const events = await arrivals(3);

    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    const isDelivered = async (): Promise<boolean> =>
      (await stripe.events.retrieve(events[0]?.id ?? '')).pending_webhooks === 0;
    while (!(await isDelivered()));
    expect(received).toHaveLength(3);
  });

  it('is sent again on command, and in reverse on command', async () => {
    await command('pause');
    const { id } = await pay();
    await stripe.paymentIntents.capture(id);
    expect(received).toEqual([]);
    await command('resume', { reversed: 'true' });
    const events = await arrivals(2);
    await command('resend', { event: events[0]?.id ?? '' });

    expect(typesOf(events)).toEqual(['payment_intent.succeeded', 'payment_intent.amount_capturable_updated']);
    expect(typesOf(await arrivals(3))[2]).toBe('payment_intent.succeeded');
  });

  it('is sent after a restart, with payments and keys as they were', async () => {
    await command('pause');
    const key = { idempotencyKey: 'over-a-restart' };
    const params = { amount: 3_000, currency: 'eur', payment_method_types: ['card'] };
    const first = await stripe.paymentIntents.create(params, key);
    const waiting = await authorize();
    const { id } = await pay();
    await target.restart();
    const [event] = await arrivals(1);

    expect(event?.data.object).toMatchObject({ id });
    expect((await stripe.paymentIntents.create(params, key)).id).toBe(first.id);
    expect((await answer(pageOf(waiting), 'accept')).status).toBe(303);
  });
});
