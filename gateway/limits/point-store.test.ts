import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Charge, createLocalRateLimiter, type RateLimiter } from '#kit/stores/rate-limiter.ts';
import { createPointStore } from './point-store.ts';
import { sizes } from './quota.fixture.ts';
import type { RateLimitKey } from './rate-limit-key.ts';

const partner: RateLimitKey = { kind: 'PARTNER', id: 'key' };

/** Gateways over one limiter with buckets of 1,000 points, 10 restored in a second, and the calls of the limiter. */
function open(gateways = 1) {
  const clock = { ms: 0 };
  const calls: [string, number][] = [];
  const limiter = createLocalRateLimiter(() => Math.floor(clock.ms * 1_000));
  const count = (charges: Charge[]) =>
    calls.push(...charges.map(({ key, cost = 1 }) => [key, cost] as [string, number]));
  const counted: RateLimiter = {
    ...limiter,
    consumeAll: (charges) => {
      count(charges);
      return limiter.consumeAll(charges);
    },
    refundAll: (refunds) => {
      count(refunds.map((refund) => ({ ...refund, cost: -(refund.cost ?? 1) })));
      return limiter.refundAll(refunds);
    },
  };
  const stores = Array.from({ length: gateways }, () => createPointStore(counted, sizes(1_000, 10), () => clock.ms));
  return { clock, calls, stores, store: stores[0] as (typeof stores)[0] };
}

describe('A client that sends several requests within a tenth of a second', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps its points for up to a second, and returns them when it sends no more', async () => {
    jest.useFakeTimers();
    const { clock, calls, store } = open();
    for (const points of [5, 5]) await store.consume(partner, points);
    await jest.advanceTimersByTimeAsync(100);
    await store.consume(partner, 5);
    expect(calls.map(([, points]) => points)).toEqual([5, 55]);

    clock.ms = 1_000;
    await store.consume(partner, 5);
    expect(calls.map(([, points]) => points)).toEqual([5, 55, 10]);

    await jest.advanceTimersByTimeAsync(200);
    expect(calls.map(([, points]) => points)).toEqual([5, 55, 10, -50]);
  });

  it('has points taken in advance, so that the next requests need no call', async () => {
    const { calls, store } = open();
    const available = [];
    for (const points of [5, 5, 20, 30]) available.push((await store.consume(partner, points)).available);

    expect(available).toEqual([995, 990, 970, 940]);
    expect(calls).toEqual([
      ['key', 5],
      ['key', 55],
    ]);
  });

  it('gets back what it did not use', async () => {
    const { calls, stores } = open(2);
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    for (const points of [5, 5, 20]) (await one.consume(partner, points)).refund(points - 1);
    await one.flush();

    expect(calls.at(-1)).toEqual(['key', -53]);
    expect((await other.consume(partner, 1)).available).toBe(996);
  });

  it('has points taken in advance once for concurrent requests', async () => {
    const { calls, store } = open();
    await store.consume(partner, 1);
    await Promise.all([2, 3, 4].map((points) => store.consume(partner, points)));

    expect(calls.map(([, points]) => points)).toEqual([1, 52, 3, 4]);
    expect((await store.consume(partner, 50)).available).toBe(940);
    expect(calls).toHaveLength(4);
  });

  it('has none taken in advance while less than half of its bucket is left', async () => {
    const { calls, store } = open();
    for (const points of [460, 1, 1]) await store.consume(partner, points);

    expect(calls.map(([, points]) => points)).toEqual([460, 1, 1]);
  });

  it('is charged for its network as well', async () => {
    const { calls, store } = open();
    const session: RateLimitKey = { kind: 'CUSTOMER', id: 's-1', network: '192.0.2.1' };
    for (const points of [5, 5]) await store.consume(session, points);

    expect(calls).toEqual([
      ['s-1', 5],
      ['192.0.2.1', 5],
      ['s-1', 55],
      ['192.0.2.1', 55],
    ]);
  });
});

describe('Points that an operation did not use', () => {
  it('are part of the next charge', async () => {
    const { calls, store } = open();
    (await store.consume(partner, 600)).refund(100);
    await store.consume(partner, 250);

    expect(calls.map(([, points]) => points)).toEqual([600, 150]);
  });

  it('remain when the next charge is refused', async () => {
    const { store } = open();
    (await store.consume(partner, 1_000)).refund(100);

    const refused = await store.consume(partner, 101);
    expect(refused).toMatchObject({ retryAfterMs: 100, available: 100 });
    expect(await store.consume(partner, 100)).toMatchObject({ retryAfterMs: 0, available: 0 });
  });

  it('do not make an operation possible that costs more than the bucket has', async () => {
    const { store } = open();
    (await store.consume(partner, 500)).refund(500);

    expect(await store.consume(partner, 1_001)).toMatchObject({ retryAfterMs: Number.POSITIVE_INFINITY });
  });
});

describe('Clients in any order and at any time, through three gateways', () => {
  const event = fc.oneof(
    fc.record({
      what: fc.constant('use' as const),
      gateway: fc.nat(2),
      points: fc.integer({ min: 1, max: 300 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
    fc.record({ what: fc.constant('flush' as const), gateway: fc.nat(2) }),
  );

  it('never use more than the bucket and its restored points', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { clock, stores } = open(3);
        let used = 0;
        for (const next of events) {
          if (next.what === 'wait') clock.ms += next.ms;
          if (next.what === 'flush') await stores[next.gateway]?.flush();
          if (next.what === 'use') {
            const consumption = await (stores[next.gateway] as (typeof stores)[0]).consume(partner, next.points);
            if (consumption.retryAfterMs > 0) continue;
            const unused = Math.floor(next.points * next.share);
            consumption.refund(unused);
            used += next.points - unused;
          }
          expect(used).toBeLessThanOrEqual(1_000 + (clock.ms / 1_000) * 10 + 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });
});
