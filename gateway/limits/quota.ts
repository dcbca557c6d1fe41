import type { Redis } from 'ioredis';
import type { Log } from '#kit/process/log.ts';
import {
  type Charge,
  createLocalRateLimiter,
  createRateLimiter,
  type Limit,
  type RateLimiter,
} from '#kit/stores/rate-limiter.ts';
import type { BucketKind, BucketSize, QuotaConfig } from './config.ts';
import { type RateLimitKey, rateLimitKeyText } from './rate-limit-key.ts';

/** The result of an attempt to consume points. */
export interface Consumption {
  /**
   * Milliseconds after which the same attempt succeeds; 0 when it has, Infinity when it exceeds the size of the bucket.
   */
  retryAfterMs: number;
  /** Points that are left. */
  available: number;
  /** The size of the bucket that was used. */
  size: BucketSize;
  /** Refunds points of a successful attempt, after a short delay and together with other refunds. */
  refund(points: number): void;
}

/** The points of all viewers. */
export interface Quota {
  /** Consumes points, a whole number of 1 or more, or none where too few are available. Never rejects. */
  consume(key: RateLimitKey, points: number): Promise<Consumption>;
  /** Sends the refunds that are still pending. */
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

/** Milliseconds for which refunds are collected, and the number that is sent in one call. */
const refundDelay = 10;
const refundBatch = 100;

/**
 * Keeps points in Redis, shared exactly by all gateways. While Redis is unavailable, each gateway uses its own smaller
 * buckets, which begin full.
 */
export function openQuota(redis: Redis, options: QuotaOptions): Quota {
  const { buckets, address, localShare, ceilings, log, now = () => performance.now() } = options;
  const shared = createStore(createRateLimiter(redis, { whenUnavailable: 'refuse' }), buckets, address);
  const local = createStore(
    createLocalRateLimiter(() => Math.floor(now() * 1_000)),
    sizesOf((kind) => shrink(buckets[kind], localShare, ceilings[kind])),
    shrink(address, localShare, ceilings.CUSTOMER),
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

function createStore(limiter: RateLimiter, sizes: Readonly<Record<BucketKind, BucketSize>>, address: BucketSize) {
  const limits = sizesOf((kind) => limitOf(`cost-${kind.toLowerCase()}`, sizes[kind]));
  const addressLimit = limitOf('cost-address', address);
  /** Pending refunds by rate limit key. */
  let refunds = new Map<string, [Charge, ...Charge[]]>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const due = [...refunds.values()].flat();
    refunds = new Map();
    const batches = Array.from({ length: Math.ceil(due.length / refundBatch) }, (_, index) =>
      due.slice(index * refundBatch, (index + 1) * refundBatch),
    ) as [Charge, ...Charge[]][];
    // If a refund fails, the bucket refills by itself.
    await Promise.all(batches.map((batch) => limiter.refundAll(batch).catch(() => {})));
  };

  return {
    consume: async (key: RateLimitKey, points: number): Promise<Consumption> => {
      const { kind, id, network } = key;
      const text = rateLimitKeyText(key) as string;
      // Redis executes commands in order: a client that has seen its refund in a response can use it in the next
      // request.
      if (refunds.has(text)) void flush();
      const charges: [Charge, ...Charge[]] = [{ limit: limits[kind], key: id, cost: points }];
      if (network !== undefined) charges.push({ limit: addressLimit, key: network, cost: points });
      const consumed = await limiter.consumeAll(charges);
      const size = sizes[kind];
      return {
        retryAfterMs: consumed.allowed ? 0 : consumed.retryAfterMs,
        available: consumed.allowed ? consumed.remaining : Math.max(0, points - consumed.missing),
        size,
        refund: (unused) => {
          const added = charges.map((charge) => ({ ...charge, cost: unused }));
          refunds.set(text, [...(refunds.get(text) ?? []), ...added] as [Charge, ...Charge[]]);
          timer ??= setTimeout(() => void flush(), refundDelay).unref();
        },
      };
    },
    flush,
  };
}

function limitOf(name: string, { burst, perSecond }: BucketSize): Limit {
  return { name, burst, perMinute: perSecond * 60 };
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
