import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCostAccount, openUnlimitedCostAccount } from './cost-account.ts';
import { openClockedQuota } from './quota.fixture.ts';
import type { RateLimitKey } from './rate-limit-key.ts';

const rateLimitKey: RateLimitKey = { kind: 'ANONYMOUS', id: '203.0.113.9' };

/** A bucket of 100 points, 10 restored in a second, and requests of one viewer. */
function open() {
  const { quota, clock, now } = openClockedQuota(100, 10);
  return { quota, clock, spend: () => openCostAccount(quota, rateLimitKey, 50, now) };
}

describe('The cost account of a request', () => {
  it('reserves the estimated cost, and refunds the difference to the actual cost', async () => {
    const { quota, clock, spend } = open();
    const first = spend();

    expect(await first.reserve(60)).toBeUndefined();
    const status = { maximumAvailable: 100, restoreRate: 10 };
    expect(first.report()).toEqual({
      requestedQueryCost: 60,
      actualQueryCost: null,
      throttleStatus: { ...status, currentlyAvailable: 40 },
    });
    clock.ms += 200;
    first.settle(25);

    const report = {
      requestedQueryCost: 60,
      actualQueryCost: 25,
      throttleStatus: { ...status, currentlyAvailable: 77 },
    };
    expect(first.report()).toEqual(report);
    expect(first.quota()).toEqual({ ceiling: 50, ...report.throttleStatus });
    await quota.close();
  });

  it('is refused more points than are available, with the time to wait, and reserves nothing', async () => {
    const { clock, spend } = open();
    await spend().reserve(70);
    const second = spend();

    const refusal = await second.reserve(50);

    expect(refusal?.message).toBe('The operation costs 50 points; 30 are available now.');
    expect(refusal?.extensions).toEqual({ code: 'THROTTLED', retryAfterMs: 2_000, http: { status: 429 } });
    expect(second.report()).toEqual({
      requestedQueryCost: 50,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 30, restoreRate: 10 },
    });
    clock.ms += 1_999;
    expect(await spend().reserve(50)).toBeDefined();
    clock.ms += 1;
    expect(await spend().reserve(50)).toBeUndefined();
  });

  it('reserves only the difference to an earlier reservation', async () => {
    const { spend } = open();
    const first = spend();
    await first.reserve(10);
    await first.reserve(5);
    await first.reserve(60);

    expect(first.report()).toMatchObject({ requestedQueryCost: 60, throttleStatus: { currentlyAvailable: 40 } });
  });

  it('is rejected as too expensive above the size of the bucket', async () => {
    const refusal = await open().spend().reserve(101);

    expect(refusal?.extensions).toEqual({
      code: 'OPERATION_TOO_EXPENSIVE',
      cost: 101,
      ceiling: 100,
      http: { status: 400 },
    });
  });

  it('does not refund points that were restored since', async () => {
    const { quota, clock, spend } = open();
    const slow = spend();
    await slow.reserve(100);
    clock.ms += 8_000;
    await spend().reserve(80);

    slow.settle(1);
    await quota.close();

    // 20 of its points were not restored yet; the other 80 were, and the second request has reserved them.
    expect(slow.report()?.throttleStatus?.currentlyAvailable).toBe(100);
    expect((await spend().reserve(21))?.extensions.code).toBe('THROTTLED');
    expect(await spend().reserve(20)).toBeUndefined();
  });

  it('reports nothing before the first reservation', () => {
    const costAccount = open().spend();

    expect([costAccount.report(), costAccount.quota()]).toEqual([undefined, undefined]);
  });

  it('has no bucket for AXIOM’s own services', async () => {
    const costAccount = openUnlimitedCostAccount();
    await costAccount.reserve(1_000_000);
    costAccount.settle(7);

    expect(costAccount.report()).toEqual({
      requestedQueryCost: 1_000_000,
      actualQueryCost: 7,
      throttleStatus: null,
    });
    expect(costAccount.quota()).toBeUndefined();
  });
});

describe('Cost accounts in any order and with any costs', () => {
  const event = fc.oneof(
    fc.record({ what: fc.constant('begin' as const), points: fc.integer({ min: 1, max: 100 }) }),
    fc.record({
      what: fc.constant('end' as const),
      which: fc.nat(9),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 6_000 }) }),
  );

  it('never grant more than the bucket and its restored points, with any refunds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { quota, clock, spend } = open();
        const running: { costAccount: ReturnType<typeof spend>; points: number }[] = [];
        let used = 0;
        for (const next of events) {
          if (next.what === 'wait') clock.ms += next.ms;
          if (next.what === 'begin') {
            const costAccount = spend();
            if ((await costAccount.reserve(next.points)) === undefined) {
              running.push({ costAccount, points: next.points });
              used += next.points;
            }
          }
          if (next.what === 'end' && running.length > 0) {
            const [{ costAccount, points }] = running.splice(next.which % running.length, 1) as [(typeof running)[0]];
            const actual = Math.max(1, Math.round(points * next.share));
            costAccount.settle(actual);
            await quota.close();
            used -= points - actual;
          }
          expect(used).toBeLessThanOrEqual(100 + (clock.ms / 1_000) * 10 + 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leave exactly the unused points while no time passes', async () => {
    const use = fc.record({
      points: fc.integer({ min: 1, max: 30 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(use, { maxLength: 12 }), async (uses) => {
        const { quota, spend } = open();
        let used = 0;
        for (const { points, share } of uses) {
          const costAccount = spend();
          const actual = Math.max(1, Math.floor(points * share));
          if ((await costAccount.reserve(points)) !== undefined) continue;
          costAccount.settle(actual);
          await quota.close();
          used += actual;
          expect(costAccount.report()?.throttleStatus?.currentlyAvailable).toBe(100 - used);
        }
        const probe = spend();
        const refusal = await probe.reserve(100);
        expect(refusal ? probe.report()?.throttleStatus?.currentlyAvailable : 100).toBe(100 - used);
      }),
      { numRuns: 100 },
    );
  });
});
