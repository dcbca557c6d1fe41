import { describe, expect, it } from '@jest/globals';
import { estimateDelivery, type Origin } from './estimate.ts';

const paris: Origin = { countryCode: 'FR', timeZone: 'Europe/Paris', cutOff: '14:00' };
const to = (countryCode: string, province: string | null = null) => ({ countryCode, province });
const days = (min: number, max = min) => ({ min, max });

/** The first and the last day of an order from Paris. */
function estimate(at: string, destination = to('FR'), workingDays = days(1), origin: Origin = paris) {
  const found = estimateDelivery({ kind: 'DELIVERY', origin, workingDays }, destination, new Date(at));
  return found && [found.earliest, found.latest];
}

describe('An estimate of the delivery', () => {
  it.each([
    ['just before the cut-off hour', '2026-06-02T11:59:59Z', '2026-06-03'],
    ['at the cut-off hour', '2026-06-02T12:00:00Z', '2026-06-04'],
    ['in winter, when the time zone differs', '2026-12-02T12:59:59Z', '2026-12-03'],
    ['before midnight of the location that is after midnight in UTC', '2026-06-02T22:30:00Z', '2026-06-04'],
    ['on a Friday after the cut-off hour', '2026-06-05T13:00:00Z', '2026-06-09'],
    ['on a Saturday', '2026-06-06T08:00:00Z', '2026-06-09'],
  ])('starts %s from the right day', (_, at, day) => {
    expect(estimate(at)).toEqual([day, day]);
  });

  it.each([
    ['a holiday of the origin, on which nothing leaves', '2026-07-14T08:00:00Z', to('DE'), days(1), '2026-07-16'],
    ['a holiday of the destination', '2026-10-02T08:00:00Z', to('US'), days(6), '2026-10-13'],
    ['a holiday of the origin while it travels', '2026-07-13T08:00:00Z', to('US'), days(2), '2026-07-16'],
    ['a substitute day', '2026-12-23T08:00:00Z', to('GB'), days(2), '2026-12-29'],
    ['holidays that follow each other', '2026-09-18T08:00:00Z', to('JP'), days(1), '2026-09-24'],
    ['the turn of the year', '2026-12-31T08:00:00Z', to('FR'), days(1), '2027-01-04'],
    ['a holiday of the state', '2026-04-15T08:00:00Z', to('US', 'MA'), days(3), '2026-04-21'],
    ['an unknown province, which has no holidays', '2026-04-15T08:00:00Z', to('US', 'none'), days(3), '2026-04-20'],
  ])('does not count %s', (_, at, destination, workingDays, day) => {
    expect(estimate(at, destination, workingDays)).toEqual([day, day]);
  });

  it('has the range of the option', () => {
    expect(estimate('2026-06-02T08:00:00Z', to('FR'), days(3, 5))).toEqual(['2026-06-05', '2026-06-09']);
  });

  it('leaves on the next working day where the cut-off hour is unknown', () => {
    expect(estimate('2026-06-02T00:30:00Z', to('FR'), days(0), { ...paris, cutOff: null })).toEqual([
      '2026-06-03',
      '2026-06-03',
    ]);
  });

  it('for a pick-up depends on the holidays of the store only', () => {
    const tokyo: Origin = { countryCode: 'JP', timeZone: 'Asia/Tokyo', cutOff: '15:00' };
    const promise = { kind: 'PICKUP', origin: tokyo, workingDays: days(0, 1) } as const;

    // At 16:00 UTC it is the fourteenth of July in Tokyo, a holiday in France only.
    expect(estimateDelivery(promise, to('FR'), new Date('2026-07-13T16:00:00Z'))).toEqual({
      earliest: '2026-07-14',
      latest: '2026-07-15',
    });
  });

  it('is unknown without working days or an origin', () => {
    const at = new Date('2026-06-02T08:00:00Z');

    expect(estimateDelivery({ kind: 'DELIVERY', origin: paris, workingDays: null }, to('FR'), at)).toBeNull();
    expect(estimateDelivery({ kind: 'DELIVERY', origin: null, workingDays: days(1) }, to('FR'), at)).toBeNull();
  });

  it('counts weekends only where the country is unknown', () => {
    const nowhere = { countryCode: null, province: null };
    const promise = { kind: 'DELIVERY', origin: paris, workingDays: days(1) } as const;

    expect(estimateDelivery(promise, nowhere, new Date('2026-06-05T08:00:00Z'))?.earliest).toBe('2026-06-08');
  });
});
