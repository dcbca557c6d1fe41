import type { OrderPaymentStatus, PaymentStatus } from '#generated/commerce.ts';
import { minorUnits } from '../money.ts';
import type { PaymentRow } from './payment-rows.ts';

/** The status of one payment, from what was taken and given back. */
export function statusOf({ amount, captures, refunds, canceledAt }: Amounts): PaymentStatus {
  const taken = sum(captures);
  const returned = sum(refunds);
  if (taken === 0n) return canceledAt ? 'CANCELED' : 'AUTHORIZED';
  if (returned >= taken) return 'REFUNDED';
  if (returned > 0n) return 'PARTIALLY_REFUNDED';
  return taken < minorUnits(amount) ? 'PARTIALLY_CAPTURED' : 'CAPTURED';
}

/** The status of an order's payments together. A released payment counts only where there is no other. */
export function statusOfAll(payments: readonly Amounts[]): OrderPaymentStatus {
  if (payments.length === 0) return 'NONE';
  const valid = payments.filter((payment) => statusOf(payment) !== 'CANCELED');
  if (valid.length === 0) return 'VOIDED';
  const taken = total(valid.map(({ captures }) => sum(captures)));
  const returned = total(valid.map(({ refunds }) => sum(refunds)));
  if (taken === 0n) return 'AUTHORIZED';
  if (returned >= taken) return 'REFUNDED';
  if (returned > 0n) return 'PARTIALLY_REFUNDED';
  return taken < total(valid.map(({ amount }) => minorUnits(amount))) ? 'PARTIALLY_PAID' : 'PAID';
}

type Amounts = Pick<PaymentRow, 'amount' | 'captures' | 'refunds' | 'canceledAt'>;

function sum(parts: PaymentRow['captures'] | PaymentRow['refunds']): bigint {
  return total(parts.map(({ amount }) => minorUnits(amount)));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, one) => all + one, 0n);
}
