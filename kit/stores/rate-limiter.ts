import { readFileSync } from 'node:fs';
import type { GraphQLError } from 'graphql';
import type { Redis } from 'ioredis';
import { graphError } from '../graph/errors.ts';
import { fromRedis } from './redis.ts';

/** What a bucket holds and how it drains: `burst` at once, `perMinute` in the long run. Each limit has buckets of its own. */
export interface Limit {
  name: string;
  burst: number;
  perMinute: number;
}

/** What to take from one bucket, or to give back to it. */
export interface Take {
  limit: Limit;
  /** Whose bucket it is: an address, an account. */
  key: string;
  /** A whole number of 1 or more; 1 unless given. */
  cost?: number;
}

/** `remaining` is what the fullest of the buckets still takes at once; `missing`, what it lacks for the take. */
export type Taken = { allowed: true; remaining: number } | (Refusal & { missing: number });

/** The same take passes in `retryAfterMs` milliseconds and no sooner; never, where that is Infinity: it costs more than the burst. */
export interface Refusal {
  allowed: false;
  retryAfterMs: number;
}

export interface Buckets {
  /** Takes from one bucket. */
  take(limit: Limit, key: string, cost?: number): Promise<Taken>;
  /** Takes from every bucket or, where one of them refuses, from none. */
  takeAll(takes: [Take, ...Take[]]): Promise<Taken>;
  /** Gives back what was taken and not used, in one round trip. A bucket is never less than empty. */
  giveAll(gifts: [Take, ...Take[]]): Promise<void>;
}

/**
 * Leaky buckets in Redis, shared by all who use it and timed by its clock. While it is away, takes and gifts reject with
 * BACKEND_UNAVAILABLE or BACKEND_TIMEOUT (`refuse`), or go to buckets that this process has to itself (`local`).
 */
export function createBuckets(
  redis: Redis,
  { whenAway, prefix = 'bucket:' }: { whenAway: 'refuse' | 'local'; prefix?: string },
): Buckets {
  redis.defineCommand('pour', { lua: pourByItsClock });
  const shared = redis as Redis & { pour(count: number, ...keysAndNumbers: (string | number)[]): Promise<Poured> };
  const inRedis: Pour = (drops) => {
    const numbers = drops.flatMap(({ interval, burst, cost }) => [interval, burst, cost]);
    return fromRedis(shared.pour(drops.length, ...drops.map(({ key }) => key), ...numbers));
  };
  if (whenAway === 'refuse') return bucketsOver(inRedis, prefix);
  const here = inProcess(clock);
  return bucketsOver((drops) => inRedis(drops).catch(() => here(drops)), prefix);
}

/** Leaky buckets of this process alone. `now` is a clock in whole microseconds. */
export function createLocalBuckets(now: () => number = clock): Buckets {
  return bucketsOver(inProcess(now), '');
}

type Pour = (drops: Drop[]) => Promise<Poured>;

function inProcess(now: () => number): Pour {
  const buckets = new Map<string, number>();
  return async (drops) => pour(buckets, drops, now());
}

function bucketsOver(pourInto: Pour, prefix: string): Buckets {
  const takeAll = async (takes: Take[]): Promise<Taken> => {
    const drops = takes.map((take) => dropOf(take, prefix));
    const excess = Math.max(...drops.map(({ burst, cost }) => cost - burst));
    if (excess > 0) return { allowed: false, retryAfterMs: Number.POSITIVE_INFINITY, missing: excess };
    const [wait, remaining] = await pourInto(drops);
    if (wait <= 0) return { allowed: true, remaining };
    return { allowed: false, retryAfterMs: Math.ceil(wait / 1_000), missing: -remaining };
  };
  return {
    take: (limit, key, cost) => takeAll([{ limit, key, cost }]),
    takeAll,
    giveAll: async (gifts) => {
      await pourInto(gifts.map((gift) => dropOf({ ...gift, cost: -(gift.cost ?? 1) }, prefix)));
    },
  };
}

/** The error that tells a client of a refusal: THROTTLED, with `retryAfterMs` where waiting helps. */
export function throttled({ retryAfterMs }: Refusal, message = 'Too many attempts; try again later.'): GraphQLError {
  return graphError('THROTTLED', message, Number.isFinite(retryAfterMs) ? { retryAfterMs } : {});
}

/**
 * The generic cell rate algorithm, which is a leaky bucket kept as one number: the time at which it will be empty.
 * Times are whole microseconds, so that nothing is rounded; 2^53 of them last until the year 2255.
 */
export interface Drop {
  key: string;
  /** In which one unit drains away. */
  interval: number;
  burst: number;
  /** Negative: so much is given back. */
  cost: number;
}

/** How long to wait, in microseconds, or 0; and what the fullest bucket still takes after it, negative for what it lacks. */
export type Poured = [wait: number, remaining: number];

/** Pours into all of `buckets`, key → when it is empty, or into none. The buckets used last are kept, ten thousand of them. */
export function pour(buckets: Map<string, number>, drops: Drop[], now: number): Poured {
  const poured = new Map<string, number>();
  let wait = 0;
  let remaining = Number.POSITIVE_INFINITY;
  for (const { key, interval, burst, cost } of drops) {
    const full = now + burst * interval;
    const empty = poured.get(key) ?? Math.max(now, Math.min(buckets.get(key) ?? now, full));
    const emptyThen = Math.max(now, empty + cost * interval);
    poured.set(key, emptyThen);
    wait = Math.max(wait, emptyThen - full);
    remaining = Math.min(remaining, Math.floor((full - emptyThen) / interval));
  }
  if (wait > 0) return [wait, remaining];
  for (const [key, emptyThen] of poured) {
    buckets.delete(key);
    if (emptyThen > now) buckets.set(key, emptyThen);
  }
  for (const key of buckets.keys()) {
    if (buckets.size <= 10_000) break;
    buckets.delete(key);
  }
  return [0, remaining];
}

/**
 * The same at Redis, given `now`. A bucket is never more than full, should the limit have shrunk or the clock gone
 * back; its key expires when it is empty.
 */
export const pourLua = readFileSync(new URL('./rate-limiter.lua', import.meta.url), 'utf8');

const pourByItsClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${pourLua}`;

function dropOf({ limit: { name, burst, perMinute }, key, cost = 1 }: Take, prefix: string): Drop {
  return { key: `${prefix}${name}:${key}`, interval: Math.max(1, Math.round(60_000_000 / perMinute)), burst, cost };
}

function clock(): number {
  return Math.floor(performance.now() * 1_000);
}
