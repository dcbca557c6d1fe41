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
import type { Payer } from './payer.ts';

/** What came of an attempt to take points. */
export interface Taking {
  /** Milliseconds after which the same attempt succeeds; 0 when it has, Infinity when the bucket never holds so much. */
  retryAfterMs: number;
  /** Points that are left. */
  available: number;
  /** The size of the bucket that was used. */
  size: BucketSize;
  /** Gives points of it back, soon and in one call with those of others. For a taking that succeeded. */
  giveBack(points: number): void;
}

/** The points of all viewers. */
export interface Quota {
  /** Takes points, a whole number of 1 or more; or none, where they are not there. Never rejects. */
  consume(payer: Payer, points: number): Promise<Taking>;
  /** Gives back what is still to be given. */
  close(): Promise<void>;
}

export interface QuotaOptions extends Pick<QuotaConfig, 'buckets' | 'address' | 'localShare'> {
  /** The most that one operation of a viewer may cost: no bucket is made smaller. */
  ceilings: Readonly<Record<BucketKind, number>>;
  log: Log;
  /** Milliseconds, by a clock that never goes back. */
  now?: () => number;
}

/** How long Redis is not asked after it has not answered, in milliseconds, so that requests need not wait for it in turn. */
const pause = 1_000;

/** How long gifts are collected before they are sent, in milliseconds, and how many are sent at once. */
const giftDelay = 10;
const mostGifts = 100;

/**
 * Keeps points in Redis, exact for all gateways that share it. While it is away, each gateway has smaller buckets of its
 * own, which begin full.
 */
export function openQuota(redis: Redis, options: QuotaOptions): Quota {
  const { buckets, address, localShare, ceilings, log, now = () => performance.now() } = options;
  const shared = createStore(createRateLimiter(redis, { whenAway: 'refuse' }), buckets, address);
  const local = createStore(
    createLocalRateLimiter(() => Math.floor(now() * 1_000)),
    sizesOf((kind) => shrink(buckets[kind], localShare, ceilings[kind])),
    shrink(address, localShare, ceilings.CUSTOMER),
  );
  let awayUntil = Number.NEGATIVE_INFINITY;

  return {
    consume: async (payer, points) => {
      if (now() < awayUntil) return local.consume(payer, points);
      try {
        return await shared.consume(payer, points);
      } catch (error) {
        if (awayUntil < now()) log.warn({ err: error }, 'Redis is away; points are counted by this gateway alone');
        awayUntil = now() + pause;
        return local.consume(payer, points);
      }
    },
    close: async () => {
      await Promise.all([shared.flush(), local.flush()]);
    },
  };
}

function createStore(buckets: RateLimiter, sizes: Readonly<Record<BucketKind, BucketSize>>, address: BucketSize) {
  const limits = sizesOf((kind) => limitOf(`cost-${kind.toLowerCase()}`, sizes[kind]));
  const addressLimit = limitOf('cost-address', address);
  /** What is to be given back, by payer. */
  let gifts = new Map<string, [Charge, ...Charge[]]>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const due = [...gifts.values()].flat();
    gifts = new Map();
    const batches = Array.from({ length: Math.ceil(due.length / mostGifts) }, (_, index) =>
      due.slice(index * mostGifts, (index + 1) * mostGifts),
    ) as [Charge, ...Charge[]][];
    // What cannot be given back is restored in time.
    await Promise.all(batches.map((batch) => buckets.refundAll(batch).catch(() => {})));
  };

  return {
    consume: async ({ kind, key, network }: Payer, points: number): Promise<Taking> => {
      const payer = `${kind} ${key}`;
      // Redis answers in order: a client that has seen what it was given back can spend it.
      if (gifts.has(payer)) void flush();
      const takes: [Charge, ...Charge[]] = [{ limit: limits[kind], key, cost: points }];
      if (network !== undefined) takes.push({ limit: addressLimit, key: network, cost: points });
      const taken = await buckets.consumeAll(takes);
      const size = sizes[kind];
      return {
        retryAfterMs: taken.allowed ? 0 : taken.retryAfterMs,
        available: taken.allowed ? taken.remaining : Math.max(0, points - taken.missing),
        size,
        giveBack: (unused) => {
          const gift = takes.map((take) => ({ ...take, cost: unused }));
          gifts.set(payer, [...(gifts.get(payer) ?? []), ...gift] as [Charge, ...Charge[]]);
          timer ??= setTimeout(() => void flush(), giftDelay).unref();
        },
      };
    },
    flush,
  };
}

function limitOf(name: string, { burst, perSecond }: BucketSize): Limit {
  return { name, burst, perMinute: perSecond * 60 };
}

/** A share of a bucket that still holds `least`. */
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
