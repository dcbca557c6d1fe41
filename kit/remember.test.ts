import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { remember } from './remember.ts';

describe('What is remembered', () => {
  it('is fetched once for all who ask at the same time and after', async () => {
    let fetched = 0;
    const recall = remember(async () => ++fetched, 60_000);

    const together = await Promise.all([recall(), recall()]);

    expect([...together, await recall()]).toEqual([1, 1, 1]);
  });

  it('is fetched again when its time is over', async () => {
    let fetched = 0;
    const recall = remember(async () => ++fetched, 1);
    await recall();
    await sleep(10);

    expect(await recall()).toBe(2);
  });

  it('is fetched again by the next who asks when fetching failed', async () => {
    let fetched = 0;
    const recall = remember(async () => {
      fetched += 1;
      if (fetched === 1) throw new Error('down');
      return fetched;
    }, 60_000);

    await expect(Promise.all([recall(), recall()])).rejects.toThrow('down');
    expect(await recall()).toBe(2);
  });
});
