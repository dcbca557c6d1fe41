import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type ContractTarget, openTarget } from '#simulators/payments/contract-target.ts';

/** The provider as Medusa's payment module calls it, against the payment simulator. */
let target: ContractTarget;
let stripe: Stripe;
let medusa: ChildProcess;
beforeAll(async () => {
  target = await openTarget();
  ({ stripe } = target);
  medusa = fork(fileURLToPath(new URL('stripe-provider.fixture.cjs', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(medusa, 'exit').then(() => Promise.reject(new Error('The provider could not be loaded.')));
  await Promise.race([once(medusa, 'message'), ended]);
  await open(target.url);
}, 60_000);
afterAll(async () => {
  medusa?.kill();
  await target?.close();
});

interface Answer {
  result?: { id?: string; status?: string; data: Stripe.PaymentIntent; action?: string };
  error?: { message: string; type?: string };
}

/** Calls a method of the provider. */
async function call(method: string, input: object): Promise<Answer> {
  medusa.send({ method, input });
  const [answer] = await once(medusa, 'message');
  return answer as Answer;
}

const open = (apiUrl: string) => call('open', { apiKey: target.secretKey, webhookSecret: 'whsec_test', apiUrl });
let sessions = 0;

/** Starts a payment of a new session, and pays it by card if that is asked. Returns what Medusa keeps of it. */
async function start(
  data: object = {},
  { amount = 20.5, currency = 'eur', card = '' } = {},
): Promise<Stripe.PaymentIntent> {
  sessions += 1;
  const session_id = `payses_${sessions}`;
  const context = { idempotency_key: session_id };
  const { result } = await call('initiatePayment', {
    amount,
    currency_code: currency,
    data: { ...data, session_id },
    context,
  });
  if (card) await stripe.paymentIntents.confirm(result?.id ?? '', { payment_method: card });
  return result?.data as Stripe.PaymentIntent;
}
const captured = async (intent: Stripe.PaymentIntent) =>
  (await call('capturePayment', { data: intent })).result?.data as Stripe.PaymentIntent;
const refundsOf = async ({ id }: Stripe.PaymentIntent) => (await stripe.refunds.list({ payment_intent: id })).data;

describe('A payment of Medusa', () => {
  it('is a card payment that is authorized first; what a client may not choose is ignored', async () => {
    const foreign = { customer: 'cus_other', metadata: { session_id: 'payses_other' }, amount: 1, off_session: true };
    expect(await start(foreign)).toMatchObject({
      ...{ amount: 2_050, currency: 'eur', capture_method: 'manual', payment_method_types: ['card'], customer: null },
      metadata: { session_id: `payses_${sessions}` },
    });
    expect(await start({}, { amount: 505_600, currency: 'jpy' })).toMatchObject({ amount: 505_600 });
  });

  it('is captured once, and still shows the card', async () => {
    const intent = await start({}, { card: 'pm_card_mastercard' });
    const [first, second] = [await captured(intent), await captured(intent)];

    for (const data of [first, second])
      expect(data).toMatchObject({
        status: 'succeeded',
        amount_received: 2_050,
        payment_method: { card: { brand: 'mastercard' } },
      });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });

  it('is canceled once, and still shows the card', async () => {
    const intent = await start({}, { card: 'pm_card_visa' });
    const canceled = [await call('cancelPayment', { data: intent }), await call('deletePayment', { data: intent })];

    for (const { result } of canceled)
      expect(result?.data).toMatchObject({ status: 'canceled', payment_method: { card: { last4: '4242' } } });
  });

  it('that was captured is given back when it is canceled, also when this is repeated', async () => {
    const intent = await start({}, { card: 'pm_card_visa' });
    await captured(intent);
    const answers = [await call('cancelPayment', { data: intent }), await call('cancelPayment', { data: intent })];

    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect((await refundsOf(intent)).map(({ amount }) => amount)).toEqual([2_050]);
  });

  it('without an answer of Stripe is not started', async () => {
    await open('http://127.0.0.1:9');
    const { error } = await call('initiatePayment', {
      amount: 1,
      currency_code: 'eur',
      data: { session_id: 'payses_x' },
    });
    await open(target.url);

    expect(error?.message).toMatch(/An error occurred/);
  });
});

describe('A refund of Medusa', () => {
  it('is made once, names its row, and never exceeds what was paid', async () => {
    const intent = await captured(await start({}, { card: 'pm_card_visa' }));
    const refund = (amount: number, idempotency_key: string) =>
      call('refundPayment', { data: intent, amount, context: { idempotency_key } });
    await refund(5.05, 'ref_1');
    await refund(5.05, 'ref_1');
    const tooMuch = await refund(16, 'ref_2');
    await refund(15.45, 'ref_3');

    expect(tooMuch.error?.message).toMatch(/greater than unrefunded amount/);
    expect((await refundsOf(intent)).map(({ amount, metadata }) => [amount, metadata?.refund_id])).toEqual([
      [1_545, 'ref_3'],
      [505, 'ref_1'],
    ]);
  });
});

describe('An event for Medusa', () => {
  const receive = (payload: string, secret: string) => {
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret });
    return call('getWebhookActionAndData', { data: {}, rawData: payload, headers: { 'stripe-signature': signature } });
  };
  const event = { id: 'evt_1', object: 'event', type: 'payment_intent.succeeded' };
  const payload = JSON.stringify({
    ...event,
    data: { object: { id: 'pi_1', currency: 'jpy', amount_received: 500, metadata: { session_id: 'payses_1' } } },
  });

  it('names the session, with the amount in major units', async () => {
    expect((await receive(payload, 'whsec_test')).result).toEqual({
      action: 'captured',
      data: { session_id: 'payses_1', amount: 500 },
    });
  });

  it('is invalid with another signature', async () => {
    expect((await receive(payload, 'whsec_other')).error).toMatchObject({ type: 'invalid_data' });
  });
});
