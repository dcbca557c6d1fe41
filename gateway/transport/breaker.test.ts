import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createBreaker, type Outcome } from './breaker.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A breaker over a target whose probes succeed if `isAvailable` is true. */
function setUp({ isAvailable = true } = {}) {
  const states: string[] = [];
  const target = { isAvailable, probes: 0 };
  const breaker = createBreaker({
    probe: async () => {
      target.probes += 1;
      if (!target.isAvailable) throw new Error('not there');
    },
    changed: (state) => states.push(state),
  });
  const call = (client: string, outcome: Outcome): boolean => {
    const report = breaker.admit(client);
    report?.(outcome);
    return report !== undefined;
  };
  const calls = (client: string, outcome: Outcome, count: number) =>
    Array.from({ length: count }, () => call(client, outcome));
  return { breaker, states, target, call, calls, pass: (time: number) => jest.advanceTimersByTimeAsync(time) };
}

describe('A breaker', () => {
  it('opens after consecutive unreachable calls, and not for occasional broken connections', async () => {
    const { states, call, calls } = setUp({ isAvailable: false });

    for (const outcome of ['unreachable', 'unreachable', 'succeeded', 'unreachable', 'unreachable'] as const) {
      expect(call('a', outcome)).toBe(true);
    }
    expect(states).toEqual([]);

    call('a', 'unreachable');
    expect(states).toEqual(['open']);
    expect(calls('b', 'succeeded', 2)).toEqual([false, false]);
  });

  it('opens where at least half of the calls of several clients fail', () => {
    const { states, calls } = setUp();
    calls('worst', 'failed', 9);
    calls('b', 'succeeded', 7);
    calls('b', 'failed', 3);
    calls('c', 'failed', 3);
    expect(states).toEqual([]);

    calls('c', 'failed', 1);
    expect(states).toEqual(['open']);
  });

  it('ignores calls older than ten seconds', async () => {
    const { states, calls, pass } = setUp();
    for (const client of ['a', 'b', 'c']) calls(client, 'failed', 2);
    expect(states).toEqual([]);

    await pass(10_001);
    for (const client of ['a', 'b', 'c']) calls(client, 'failed', 2);
    expect(states).toEqual([]);

    for (const client of ['a', 'b', 'c']) calls(client, 'failed', 2);
    expect(states).toEqual(['open']);
  });

  it('is opened by the failures of one client only after three probes have failed as well', async () => {
    const { states, target, calls, pass } = setUp({ isAvailable: false });

    calls('a', 'failed', 5);
    await pass(0);
    expect(target.probes).toBe(1);
    await pass(999);
    expect([states, target.probes]).toEqual([[], 2]);
    await pass(1);

    expect(states).toEqual(['open']);
  });

  it('is never opened by the failures of one client while probes succeed, nor by uncounted calls', async () => {
    const outcome = fc.constantFrom<Outcome>('succeeded', 'failed', 'uncounted');
    const step = fc.record({ client: fc.constantFrom('hostile', 'b', 'c', 'd'), outcome, time: fc.nat(700) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { breaker, states, call, pass } = setUp();
        for (const { client, outcome, time } of steps) {
          call(client, outcome === 'failed' && client !== 'hostile' ? 'uncounted' : outcome);
          await pass(time);
        }
        breaker.end();
        expect(states).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('opens whenever all calls of three clients fail, in any order', () => {
    const clients = fc.shuffledSubarray(['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd'], {
      minLength: 12,
    });
    fc.assert(
      fc.property(clients, (order) => {
        const { breaker, states, call } = setUp();
        for (const client of order) call(client, 'failed');
        breaker.end();
        expect(states).toEqual(['open']);
      }),
      { numRuns: 60 },
    );
  });

  it('probes while it is open, one probe at a time, and then allows a growing number of concurrent calls', async () => {
    const { breaker, states, target, calls, pass } = setUp({ isAvailable: false });
    calls('a', 'unreachable', 3);
    await pass(1_000);
    expect(target.probes).toBe(3);
    target.isAvailable = true;
    await pass(500);
    expect(states).toEqual(['open', 'recovering']);

    const admitted = async () => {
      const reports = Array.from({ length: 100 }, () => breaker.admit('a')).filter((report) => report !== undefined);
      for (const report of reports) report('succeeded');
      await pass(250);
      return reports.length;
    };
    const counts: number[] = [];
    for (let step = 0; step < 6; step += 1) counts.push(await admitted());

    expect(counts).toEqual([4, 8, 16, 32, 64, 100]);
    expect(states).toEqual(['open', 'recovering', 'closed']);
    expect(target.probes).toBe(4);
  });

  it('never rejects a client with sequential calls during recovery', async () => {
    const { calls, pass } = setUp();
    calls('a', 'unreachable', 3);
    await pass(0);

    expect(calls('a', 'succeeded', 50)).toEqual(Array(50).fill(true));
  });

  it('opens again if the target is unreachable during recovery', async () => {
    const { states, calls, pass } = setUp();
    calls('a', 'unreachable', 3);
    await pass(0);
    calls('b', 'unreachable', 3);

    expect(states).toEqual(['open', 'recovering', 'open']);
  });

  it('does not count calls that began before it opened', async () => {
    const { breaker, states, calls, pass } = setUp();
    const before = Array.from({ length: 3 }, () => breaker.admit('a'));
    calls('a', 'unreachable', 3);
    for (const report of before) report?.('unreachable');
    await pass(0);

    expect(states).toEqual(['open', 'recovering']);
  });

  it('does not probe after it has ended', async () => {
    const { breaker, target, calls, pass } = setUp({ isAvailable: false });
    calls('a', 'unreachable', 3);
    breaker.end();
    await pass(5_000);

    expect(target.probes).toBe(1);
  });
});
