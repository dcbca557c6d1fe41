import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { remember } from './remember.ts';

describe('What is remembered', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is fetched once for all who ask at the same time, and again when its time is over', async () => {
    let fetched = 0;
    const value = remember(async () => ++fetched, 1_000);

    expect(await Promise.all([value(), value()])).toEqual([1, 1]);
    jest.advanceTimersByTime(999);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await value()).toBe(2);
  });

  it('is not a failure: who asks next tries again', async () => {
    let fetched = 0;
    const value = remember(async () => {
      fetched += 1;
      if (fetched === 1) throw new Error('down');
      return fetched;
    }, 1_000);

    await expect(Promise.all([value(), value()])).rejects.toThrow('down');
    expect(await value()).toBe(2);
  });
});
