import { describe, expect, it } from '@jest/globals';

interface PaymentSession {
  id: string;
  provider_id: string;
  status: string;
  amount: number;
  data: Record<string, unknown> | null;
}

type Read<Result> = (session: PaymentSession) => Result;

// The application has its own TypeScript configuration, so its types stay there.
const file: string = './app/src/payments/session.ts';
const { actionOf, declineReasonOf, methodOf, stateOf } = (await import(file)) as {
  actionOf: Read<{ redirectUrl: string | null; clientSecret: string | null }>;
  declineReasonOf: Read<string | null>;
  methodOf(data: PaymentSession['data']): object | null;
  stateOf: Read<string>;
};

const session = (status: string, data: Record<string, unknown> | null = null): PaymentSession => ({
  id: 'payses_1',
  provider_id: 'pp_stripe_stripe',
  status,
  amount: 1,
  data,
});
const declined = (error: Record<string, unknown>) =>
  session('pending', { status: 'requires_payment_method', last_payment_error: error });

describe('The state of a payment', () => {
  it.each([
    ['AUTHORIZED', session('authorized', { status: 'requires_capture' })],
    ['AUTHORIZED', session('captured', { status: 'succeeded' })],
    ['ACTION_REQUIRED', session('pending', { status: 'requires_payment_method' })],
    ['ACTION_REQUIRED', session('requires_more', { status: 'requires_action' })],
    ['ACTION_REQUIRED', session('pending')],
    ['PENDING', session('pending', { status: 'processing' })],
    ['PENDING', session('pending_authorization', { status: 'processing' })],
    ['DECLINED', declined({ code: 'card_declined' })],
    ['DECLINED', session('error')],
    ['ENDED', session('canceled', { status: 'canceled' })],
  ])('is %s for %j', (state, row) => {
    expect(stateOf(row)).toBe(state);
  });
});

describe('The reason of a declined payment', () => {
  it.each([
    ['INSUFFICIENT_FUNDS', { code: 'card_declined', decline_code: 'insufficient_funds' }],
    ['CARD_EXPIRED', { code: 'expired_card' }],
    ['CARD_DETAILS_INCORRECT', { code: 'incorrect_cvc' }],
    ['AUTHENTICATION_FAILED', { code: 'payment_intent_authentication_failure' }],
    ['TRY_AGAIN', { code: 'processing_error' }],
    // A thief does not learn that a card is reported as stolen.
    ['DECLINED', { code: 'card_declined', decline_code: 'stolen_card' }],
    ['DECLINED', { code: 'card_declined', decline_code: 'fraudulent' }],
    ['DECLINED', { code: 'unheard_of' }],
  ])('is %s for %j', (reason, error) => {
    expect(declineReasonOf(declined(error))).toBe(reason);
  });

  it('is null for a payment that was not declined', () => {
    expect([declineReasonOf(session('pending')), declineReasonOf(session('authorized'))]).toEqual([null, null]);
  });
});

describe('What a buyer sees of a payment', () => {
  it('is the page of the provider, or the secret for the client', () => {
    const redirect = {
      next_action: { redirect_to_url: { url: 'https://bank.example/3ds' } },
      client_secret: 'pi_1_secret_2',
    };
    const voucher = { next_action: { konbini_display_details: { hosted_voucher_url: 'https://voucher.example' } } };

    expect(actionOf(session('requires_more', redirect))).toEqual({
      redirectUrl: 'https://bank.example/3ds',
      clientSecret: 'pi_1_secret_2',
    });
    expect(actionOf(session('requires_more', voucher)).redirectUrl).toBe('https://voucher.example');
    expect(actionOf(session('pending'))).toEqual({ redirectUrl: null, clientSecret: null });
  });

  it('is the method, of a declined payment too', () => {
    const card = { type: 'card', card: { brand: 'visa', last4: '4242', wallet: { type: 'apple_pay' } } };
    const shown = { type: 'card', brand: 'visa', last4: '4242', wallet: 'apple_pay' };

    expect(methodOf({ payment_method: card })).toEqual(shown);
    expect(methodOf({ payment_method: null, last_payment_error: { payment_method: card } })).toEqual(shown);
    expect(methodOf({ payment_method: { type: 'ideal' } })).toEqual({
      type: 'ideal',
      brand: null,
      last4: null,
      wallet: null,
    });
    expect([methodOf({ payment_method: 'pm_1' }), methodOf(null)]).toEqual([null, null]);
  });
});
