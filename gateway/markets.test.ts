import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Market } from '#kit/graph/market.ts';
import { createLog } from '#kit/process/log.ts';
import { cacheMarkets } from './markets.ts';

describe('The market of a response', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is read from commerce once a minute for each market, and remains available during an outage', async () => {
    const asked: Market[] = [];
    let isDown = false;
    const marketOf = cacheMarkets(
      async (market) => {
        asked.push(market);
        if (isDown) throw new Error('down');
        return market.country === 'JP' ? { country: 'JP', currency: 'JPY' } : { country: 'FR', currency: 'EUR' };
      },
      createLog('gateway', 'silent'),
    );

    const first = [await marketOf({}), await marketOf({ country: 'JP' }), await marketOf({ country: 'BR' })];
    await Promise.all([marketOf({}), marketOf({ country: 'JP' })]);
    isDown = true;
    jest.advanceTimersByTime(60_000);
    const during = [await marketOf({ country: 'JP' }), await marketOf({ country: 'CH' })];

    expect(first).toEqual([
      { country: 'FR', currency: 'EUR' },
      { country: 'JP', currency: 'JPY' },
      { country: 'FR', currency: 'EUR' },
    ]);
    expect(during).toEqual([{ country: 'JP', currency: 'JPY' }, { country: 'CH' }]);
    expect(asked).toEqual([{}, { country: 'JP' }, { country: 'BR' }, { country: 'JP' }, { country: 'CH' }]);
  });
});
