import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRejectionDelay } from './rejection-delay.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const rate = { burst: 3, perSecond: 10 };
const open = () => createRejectionDelay(rate, () => Date.now());

/** The delays in milliseconds of `count` rejections, of those that end within `limit`. */
async function delays(delay: ReturnType<typeof open>, count: number, network: string, limit = 5_000) {
  const began = Date.now();
  const sent: number[] = [];
  const signal = new AbortController().signal;
  for (let index = 0; index < count; index += 1) {
    void delay.wait(network, signal).then(() => sent.push(Date.now() - began));
  }
  await jest.advanceTimersByTimeAsync(limit);
  return sent;
}

describe('Rejections', () => {
  it('are sent at once up to the burst, and then at their rate', async () => {
    expect(await delays(open(), 6, '192.0.2.1')).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('are delayed by at most two seconds, and no longer soon after the flood has ended', async () => {
    const delay = open();
    const sent = await delays(delay, 500, '192.0.2.1', 2_000);

    expect([sent.length, sent[22], sent.at(-1)]).toEqual([500, 2_000, 2_000]);
    expect(await delays(delay, 3, '192.0.2.1')).toEqual([100, 200, 300]);
    expect(await delays(delay, 3, '192.0.2.1')).toEqual([0, 0, 0]);
  });

  it('of other networks are not delayed', async () => {
    const delay = open();
    await delays(delay, 30, '192.0.2.1', 0);

    expect(await delays(delay, 1, '192.0.2.2')).toEqual([0]);
  });

  it('end their delay when the client disconnects', async () => {
    const delay = open();
    await delays(delay, 10, '192.0.2.1', 0);
    const gone = new AbortController();
    const waited = delay.wait('192.0.2.1', gone.signal);
    gone.abort();
    await waited;

    expect(jest.getTimerCount()).toBe(7);
  });

  it('are delayed up to two thousand at a time', async () => {
    const delay = open();
    await delays(delay, 2_500, '192.0.2.1', 0);

    expect(jest.getTimerCount()).toBe(2_000);
  });
});
