import type { Log } from '#kit/process/log.ts';
import { createLocalRateLimiter, createRateLimiter } from '#kit/stores/rate-limiter.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { BucketKind, BucketSize, QuotaConfig } from './config.ts';
import { type Consumption, createPointStore } from './point-store.ts';
import type { RateLimitKey } from './rate-limit-key.ts';

/** The points of all viewers. */
export interface Quota {
  /** Consumes points, a whole number of 1 or more, or none where too few are available. Never rejects. */
  consume(key: RateLimitKey, points: number): Promise<Consumption>;
  /** Refunds the points that are kept. */
  close(): Promise<void>;
}

export interface QuotaOptions extends Pick<QuotaConfig, 'buckets' | 'address' | 'localShare'> {
  /** The maximum cost of one operation, by kind of viewer. No bucket is made smaller than this. */
  ceilings: Readonly<Record<BucketKind, number>>;
  log: Log;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

/**
 * After a failed command, Redis is not used for so many milliseconds, so that requests do not wait for it one by one.
 */
const retryInterval = 1_000;

/**
 * Keeps points in Redis, shared by all gateways. While Redis is unavailable, each gateway uses its own smaller
 * buckets, which begin full.
 */
export function openQuota(redis: RedisClient, options: QuotaOptions): Quota {
  const { buckets, address, localShare, ceilings, log, now = () => performance.now() } = options;
  const shared = createPointStore(
    createRateLimiter(redis, { whenUnavailable: 'refuse', prefix: 'bucket:{points}:' }),
    { buckets, address },
    now,
  );
  const local = createPointStore(
    createLocalRateLimiter(() => Math.floor(now() * 1_000)),
    {
      buckets: sizesOf((kind) => shrink(buckets[kind], localShare, ceilings[kind])),
      address: shrink(address, localShare, ceilings.CUSTOMER),
    },
    now,
  );
  let retryAt = Number.NEGATIVE_INFINITY;

  return {
    consume: async (key, points) => {
      if (now() < retryAt) return local.consume(key, points);
      try {
        return await shared.consume(key, points);
      } catch (error) {
        if (retryAt < now()) {
          log.warn(
            { event: 'rate_limits_local', err: error },
            'Redis unavailable; rate limits are local to this process',
          );
        }
        retryAt = now() + retryInterval;
        return local.consume(key, points);
      }
    },
    close: async () => {
      await Promise.all([shared.flush(), local.flush()]);
    },
  };
}

/** A share of a bucket, but at least `least` points. */
function shrink({ burst, perSecond }: BucketSize, share: number, least: number): BucketSize {
  return {
    burst: Math.max(Math.ceil(burst * share), Math.min(burst, least)),
    perSecond: perSecond * share,
  };
}

function sizesOf<Size>(make: (kind: BucketKind) => Size): Record<BucketKind, Size> {
  return {
    ANONYMOUS: make('ANONYMOUS'),
    CUSTOMER: make('CUSTOMER'),
    PARTNER: make('PARTNER'),
    CURATOR: make('CURATOR'),
  };
}
