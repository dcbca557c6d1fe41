import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid, missing, StripeError } from '../api/errors.ts';
import { integer, metadata } from '../api/parameters.ts';
import { newId, now, type Simulator } from '../simulator.ts';
import { methodTypes } from './methods.ts';
import type { PaymentMethod } from './rows.ts';
import { cardOf, type TestCard, testCards } from './test-cards.ts';

const details = z.record(z.string(), z.unknown()).optional();

/** The parameters of a new payment method, also within a confirmation. */
export const newPaymentMethod = {
  type: z.string(),
  billing_details: details,
  metadata: metadata.optional(),
  allow_redisplay: z.string().optional(),
  card: z
    .strictObject({
      number: z.string().optional(),
      exp_month: integer.optional(),
      exp_year: integer.optional(),
      cvc: z.string().optional(),
      token: z.string().optional(),
    })
    .optional(),
  sepa_debit: z.strictObject({ iban: z.string() }).optional(),
  ideal: z.strictObject({ bank: z.string().optional() }).or(z.literal('')).optional(),
  ...Object.fromEntries(
    ['klarna', 'paypal', 'bancontact', 'twint', 'konbini'].map((type) => [type, details.or(z.literal(''))]),
  ),
};

type NewPaymentMethod = z.output<z.ZodObject<typeof newPaymentMethod>>;

/** Creates a payment method. Only the numbers of test cards exist. */
export function createPaymentMethod(simulator: Simulator, input: NewPaymentMethod): PaymentMethod {
  const { type } = input;
  if (!methodTypes[type])
    throw invalid(`Invalid type: must be one of ${Object.keys(methodTypes).join(', ')}`, { param: 'type' });
  const row: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, ...input.billing_details },
    created: now(),
    customer: null,
    livemode: false,
    metadata: input.metadata ?? {},
    type,
    [type]: {},
  };
  if (type === 'card') return simulator.journal.put({ ...row, card: cardFrom(input) });
  if (type === 'sepa_debit') {
    const iban = input.sepa_debit?.iban.replaceAll(' ', '');
    if (!iban)
      throw invalid('Missing required param: sepa_debit[iban].', {
        code: 'parameter_missing',
        param: 'sepa_debit[iban]',
      });
    return simulator.journal.put({
      ...row,
      sepa_debit: { country: iban.slice(0, 2), last4: iban.slice(-4), fingerprint: fingerprint(iban) },
    });
  }
  return simulator.journal.put(row);
}

/** A payment method by its id. The name of a test card makes a new one, as in Stripe's test mode. */
export function findPaymentMethod(simulator: Simulator, id: string): PaymentMethod {
  const card = testCards[id];
  if (card) return createPaymentMethod(simulator, { type: 'card', card: { number: card.number } });
  const row = simulator.journal.find<PaymentMethod>('payment_method', id);
  if (row) return row;
  throw missing('PaymentMethod', id, 'payment_method');
}

/** The test card of a payment method; undefined for other types. */
export function testCardOf({ card }: PaymentMethod): TestCard | undefined {
  return card && Object.values(testCards).find(({ number }) => fingerprint(number) === card.fingerprint);
}

/** Whether a late payment with this method fails: by the test IBANs, whose last digits say so. */
export function willFail({ sepa_debit }: PaymentMethod): boolean {
  return ['3202', '3203'].includes((sepa_debit as { last4?: string } | undefined)?.last4 ?? '');
}

function cardFrom({ card }: NewPaymentMethod) {
  const number = card?.number?.replaceAll(' ', '') ?? testCards[`pm_card_${card?.token?.replace(/^tok_/, '')}`]?.number;
  if (!number)
    throw invalid('Missing required param: card[number].', { code: 'parameter_missing', param: 'card[number]' });
  const known = cardOf(number);
  if (!known) {
    throw new StripeError(402, {
      type: 'card_error',
      code: 'incorrect_number',
      message: 'Your card number is incorrect.',
      param: 'number',
    });
  }
  return {
    brand: known.brand,
    last4: number.slice(-4),
    exp_month: card?.exp_month ?? 12,
    exp_year: card?.exp_year ?? new Date().getUTCFullYear() + 1,
    country: known.country ?? 'US',
    funding: known.funding ?? 'credit',
    fingerprint: fingerprint(number),
    wallet: null,
  };
}

function fingerprint(number: string): string {
  return createHash('sha256').update(number).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 16);
}
