import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { memoizeTtl } from './memoize-ttl.ts';

describe('memoizeTtl', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('fetches once for concurrent calls, and again after the TTL', async () => {
    let fetched = 0;
    const value = memoizeTtl(async () => ++fetched, 1_000);

    expect(await Promise.all([value(), value()])).toEqual([1, 1]);
    jest.advanceTimersByTime(999);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await value()).toBe(2);
  });

  it('fetches again after forget, also while a fetch is running', async () => {
    const started: ((text: string) => void)[] = [];
    const value = memoizeTtl(() => new Promise<string>((resolve) => started.push(resolve)), 1_000);

    const before = value();
    value.forget();
    const after = value();
    started[1]?.('new');
    started[0]?.('old');

    expect([await before, await after, await value()]).toEqual(['old', 'new', 'new']);
  });

  it('does not keep failures: the next call fetches again', async () => {
    let fetched = 0;
    const value = memoizeTtl(async () => {
      fetched += 1;
      if (fetched === 1) throw new Error('down');
      return fetched;
    }, 1_000);

    await expect(Promise.all([value(), value()])).rejects.toThrow('down');
    expect(await value()).toBe(2);
  });

  it('returns the stale value during an outage with onStale, and reports each outage once', async () => {
    const stale: unknown[] = [];
    let answer: () => Promise<string> = async () => 'first';
    const value = memoizeTtl(
      () => answer(),
      1_000,
      (cause) => stale.push(cause),
    );
    expect(await value()).toBe('first');
    answer = async () => {
      throw new Error('down');
    };
    jest.advanceTimersByTime(1_000);

    expect(await value()).toBe('first');
    jest.advanceTimersByTime(1_000);
    expect(await value()).toBe('first');
    expect(stale).toEqual([new Error('down')]);

    answer = async () => 'second';
    jest.advanceTimersByTime(1_000);
    expect(await value()).toBe('first');
    expect(await value()).toBe('second');
  });

  it('returns the stale value immediately, while a fetch is pending', async () => {
    let fetches = 0;
    const value = memoizeTtl(
      () => {
        fetches += 1;
        if (fetches === 1) return Promise.resolve('kept');
        return fetches === 2 ? Promise.reject(new Error('down')) : new Promise<string>(() => {});
      },
      1_000,
      () => {},
    );
    await value();
    jest.advanceTimersByTime(1_000);
    await value();
    jest.advanceTimersByTime(1_000);

    expect(await Promise.all([value(), value()])).toEqual(['kept', 'kept']);
    expect(fetches).toBe(3);
  });
});
