import { createLog } from '#kit/process/log.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { openQuota, type Quota, type QuotaOptions } from './quota.ts';

/** A Redis whose commands fail. */
export const unavailable = {
  defineCommand: () => {},
  consumeCells: async () => {
    throw new Error('unavailable');
  },
} as unknown as RedisClient;

/**
 * One bucket size for all kinds of viewers, in points and points a second, and a larger one for networks that is never
 * reached.
 */
export function sizes(burst: number, perSecond: number): QuotaOptions {
  const size = { burst, perSecond };
  const buckets = { ANONYMOUS: size, CUSTOMER: size, PARTNER: size, CURATOR: size };
  const ceilings = { ANONYMOUS: 0, CUSTOMER: 0, PARTNER: 0, CURATOR: 0 };
  const address = { burst: burst * 100, perSecond: perSecond * 100 };
  return { buckets, address, ceilings, localShare: 1, log: createLog('test', 'silent') };
}

/** A quota in this process whose clock is set by the test. */
export function openClockedQuota(burst: number, perSecond: number, more: Partial<QuotaOptions> = {}) {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const quota: Quota = openQuota(unavailable, { ...sizes(burst, perSecond), now, ...more });
  return { quota, clock, now };
}
