import { describe, expect, it } from '@jest/globals';
import { money } from '../money.ts';
import { statusOf, statusOfAll } from './payment-status.ts';

const part = (amount: string) => ({ id: '1', amount: money(amount, 'EUR'), reason: null, createdAt: '2026-01-01' });
const payment = (captures: string[], refunds: string[], canceledAt: string | null = null) => ({
  amount: money('100.10', 'EUR'),
  captures: captures.map(part),
  refunds: refunds.map(part),
  canceledAt,
});

describe('The status of a payment', () => {
  it.each([
    ['AUTHORIZED', 'AUTHORIZED', payment([], [])],
    ['CANCELED', 'VOIDED', payment([], [], '2026-01-02')],
    ['PARTIALLY_CAPTURED', 'PARTIALLY_PAID', payment(['100.09'], [])],
    ['CAPTURED', 'PAID', payment(['0.10', '100.00'], [])],
    ['PARTIALLY_REFUNDED', 'PARTIALLY_REFUNDED', payment(['100.10'], ['100.09'])],
    ['REFUNDED', 'REFUNDED', payment(['100.10'], ['0.10', '100.00'])],
  ])('is %s, and that of its order %s, to the cent', (status, ofOrder, row) => {
    expect([statusOf(row), statusOfAll([row])]).toEqual([status, ofOrder]);
  });

  it('ignores a released payment where another one is valid', () => {
    const released = payment([], [], '2026-01-02');

    expect([statusOfAll([]), statusOfAll([released, payment(['100.10'], [])])]).toEqual(['NONE', 'PAID']);
  });
});
