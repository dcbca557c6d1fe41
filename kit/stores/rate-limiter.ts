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

/** A charge to one bucket, or a refund to it. */
export interface Charge {
  limit: Limit;
  /** Whose bucket it is: an address, an account. */
  key: string;
  /** A whole number of 1 or more; 1 unless given. */
  cost?: number;
}

/** `remaining` is what the fullest of the buckets still accepts at once; `missing`, what it lacks for the charge. */
export type Consumed = { allowed: true; remaining: number } | (Refusal & { missing: number });

/** The same charge passes in `retryAfterMs` milliseconds and no sooner; never, where that is Infinity: it costs more than the burst. */
export interface Refusal {
  allowed: false;
  retryAfterMs: number;
}

export interface RateLimiter {
  /** Charges one bucket. */
  consume(limit: Limit, key: string, cost?: number): Promise<Consumed>;
  /** Charges every bucket or, where one of them refuses, none. */
  consumeAll(charges: [Charge, ...Charge[]]): Promise<Consumed>;
  /** Refunds what was charged and not used, in one round trip. A bucket is never less than empty. */
  refundAll(refunds: [Charge, ...Charge[]]): Promise<void>;
}

/**
 * Leaky buckets in Redis, shared by all who use it and timed by its clock. While Redis is unavailable, charges and refunds reject with
 * BACKEND_UNAVAILABLE or BACKEND_TIMEOUT (`refuse`), or go to buckets that this process has to itself (`local`).
 */
export function createRateLimiter(
  redis: Redis,
  { whenAway, prefix = 'bucket:' }: { whenAway: 'refuse' | 'local'; prefix?: string },
): RateLimiter {
  redis.defineCommand('consumeCells', { lua: rateLimiterByRedisClock });
  const shared = redis as Redis & {
    consumeCells(count: number, ...keysAndNumbers: (string | number)[]): Promise<CellResult>;
  };
  const inRedis: ConsumeCells = (cellCharges) => {
    const numbers = cellCharges.flatMap(({ interval, burst, cost }) => [interval, burst, cost]);
    return fromRedis(shared.consumeCells(cellCharges.length, ...cellCharges.map(({ key }) => key), ...numbers));
  };
  if (whenAway === 'refuse') return bucketsOver(inRedis, prefix);
  const here = inProcess(clock);
  return bucketsOver((cellCharges) => inRedis(cellCharges).catch(() => here(cellCharges)), prefix);
}

/** Leaky buckets of this process alone. `now` is a clock in whole microseconds. */
export function createLocalRateLimiter(now: () => number = clock): RateLimiter {
  return bucketsOver(inProcess(now), '');
}

type ConsumeCells = (cellCharges: CellCharge[]) => Promise<CellResult>;

function inProcess(now: () => number): ConsumeCells {
  const buckets = new Map<string, number>();
  return async (cellCharges) => consumeCells(buckets, cellCharges, now());
}

function bucketsOver(consumeIn: ConsumeCells, prefix: string): RateLimiter {
  const consumeAll = async (charges: Charge[]): Promise<Consumed> => {
    const cellCharges = charges.map((consume) => cellChargeOf(consume, prefix));
    const excess = Math.max(...cellCharges.map(({ burst, cost }) => cost - burst));
    if (excess > 0) return { allowed: false, retryAfterMs: Number.POSITIVE_INFINITY, missing: excess };
    const [wait, remaining] = await consumeIn(cellCharges);
    if (wait <= 0) return { allowed: true, remaining };
    return { allowed: false, retryAfterMs: Math.ceil(wait / 1_000), missing: -remaining };
  };
  return {
    consume: (limit, key, cost) => consumeAll([{ limit, key, cost }]),
    consumeAll,
    refundAll: async (refunds) => {
      await consumeIn(refunds.map((refund) => cellChargeOf({ ...refund, cost: -(refund.cost ?? 1) }, prefix)));
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
export interface CellCharge {
  key: string;
  /** In which one unit drains away. */
  interval: number;
  burst: number;
  /** Negative: so much is given back. */
  cost: number;
}

/** How long to wait, in microseconds, or 0; and what the fullest bucket still charges after it, negative for what it lacks. */
export type CellResult = [wait: number, remaining: number];

/** Pours into all of `buckets`, key → when it is empty, or into none. The buckets used last are kept, ten thousand of them. */
export function consumeCells(buckets: Map<string, number>, cellCharges: CellCharge[], now: number): CellResult {
  const poured = new Map<string, number>();
  let wait = 0;
  let remaining = Number.POSITIVE_INFINITY;
  for (const { key, interval, burst, cost } of cellCharges) {
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
export const rateLimiterLua = readFileSync(new URL('./rate-limiter.lua', import.meta.url), 'utf8');

const rateLimiterByRedisClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${rateLimiterLua}`;

function cellChargeOf({ limit: { name, burst, perMinute }, key, cost = 1 }: Charge, prefix: string): CellCharge {
  return { key: `${prefix}${name}:${key}`, interval: Math.max(1, Math.round(60_000_000 / perMinute)), burst, cost };
}

function clock(): number {
  return Math.floor(performance.now() * 1_000);
}
