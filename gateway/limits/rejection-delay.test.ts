import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRejectionDelay } from './rejection-delay.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const rate = { burst: 3, perSecond: 10 };
const open = () => createRejectionDelay(rate, () => Date.now());

/** After how many milliseconds each of so many refusals may be sent, of those that may within `limit`. */
async function delays(pace: ReturnType<typeof open>, count: number, network: string, limit = 5_000) {
  const began = Date.now();
  const sent: number[] = [];
  const signal = new AbortController().signal;
  for (let index = 0; index < count; index += 1) {
    void pace.wait(network, signal).then(() => sent.push(Date.now() - began));
  }
  await jest.advanceTimersByTimeAsync(limit);
  return sent;
}

describe('Rejections', () => {
  it('are sent at once up to the burst, and then at their rate', async () => {
    expect(await delays(open(), 6, '192.0.2.1')).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('are delayed by at most two seconds, and no longer soon after the flood has ended', async () => {
    const pace = open();
    const sent = await delays(pace, 500, '192.0.2.1', 2_000);

    expect([sent.length, sent[22], sent.at(-1)]).toEqual([500, 2_000, 2_000]);
    expect(await delays(pace, 3, '192.0.2.1')).toEqual([100, 200, 300]);
    expect(await delays(pace, 3, '192.0.2.1')).toEqual([0, 0, 0]);
  });

  it('of other networks are not delayed', async () => {
    const pace = open();
    await delays(pace, 30, '192.0.2.1', 0);

    expect(await delays(pace, 1, '192.0.2.2')).toEqual([0]);
  });

  it('end their delay when the client disconnects', async () => {
    const pace = open();
    await delays(pace, 10, '192.0.2.1', 0);
    const gone = new AbortController();
    const waited = pace.wait('192.0.2.1', gone.signal);
    gone.abort();
    await waited;

    expect(jest.getTimerCount()).toBe(7);
  });

  it('are delayed up to two thousand at a time', async () => {
    const pace = open();
    await delays(pace, 2_500, '192.0.2.1', 0);

    expect(jest.getTimerCount()).toBe(2_000);
  });
});
