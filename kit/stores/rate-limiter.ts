import { readFileSync } from 'node:fs';
import type { GraphQLError } from 'graphql';
import { graphError } from '../graph/errors.ts';
import { fromRedis, type RedisClient } from './redis.ts';

/** The limit of a leaky bucket: `burst` at once, `perMinute` on average. Each limit has its own buckets. */
export interface Limit {
  name: string;
  burst: number;
  perMinute: number;
}

/** A charge to one bucket, or a refund. */
export interface Charge {
  limit: Limit;
  /** The owner of the bucket: an address, an account. */
  key: string;
  /** A positive integer; 1 by default. */
  cost?: number;
}

/** `remaining`: the cost that the most loaded bucket still accepts. `missing`: the part of the charge that it lacks. */
export type Consumed = { allowed: true; remaining: number } | (Refusal & { missing: number });

/** The same charge is accepted after `retryAfterMs` milliseconds; Infinity when it exceeds the burst. */
export interface Refusal {
  allowed: false;
  retryAfterMs: number;
}

export interface RateLimiter {
  /** Charges one bucket. */
  consume(limit: Limit, key: string, cost?: number): Promise<Consumed>;
  /** Charges all buckets, or none when one of them refuses. */
  consumeAll(charges: [Charge, ...Charge[]]): Promise<Consumed>;
  /** Refunds unused charges in one round trip. The level of a bucket is never below zero. */
  refundAll(refunds: [Charge, ...Charge[]]): Promise<void>;
}

/**
 * Leaky buckets in Redis, shared by all processes and timed by its clock. While Redis is unavailable, charges and
 * refunds reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT (`refuse`), or use buckets of this process (`local`).
 * The hash tag in `prefix` keeps buckets that are charged together in one slot of a cluster.
 */
export function createRateLimiter(
  redis: RedisClient,
  { whenUnavailable, prefix = 'bucket:{attempts}:' }: { whenUnavailable: 'refuse' | 'local'; prefix?: string },
): RateLimiter {
  redis.defineCommand('consumeCells', { lua: rateLimiterByRedisClock });
  const shared = redis as RedisClient & {
    consumeCells(count: number, ...keysAndNumbers: (string | number)[]): Promise<CellResult>;
  };
  const inRedis: ConsumeCells = (cellCharges) => {
    const numbers = cellCharges.flatMap(({ interval, burst, cost }) => [interval, burst, cost]);
    return fromRedis(shared.consumeCells(cellCharges.length, ...cellCharges.map(({ key }) => key), ...numbers));
  };
  if (whenUnavailable === 'refuse') return bucketsOver(inRedis, prefix);
  const here = inProcess(clock);
  return bucketsOver((cellCharges) => inRedis(cellCharges).catch(() => here(cellCharges)), prefix);
}

/** Leaky buckets of this process only. `now` is a clock in whole microseconds. */
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
    const cellCharges = charges.map((charge) => cellChargeOf(charge, prefix));
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

/** The error for a refusal: THROTTLED, with `retryAfterMs` when waiting helps. */
export function throttled({ retryAfterMs }: Refusal, message = 'Too many attempts; try again later.'): GraphQLError {
  return graphError('THROTTLED', message, Number.isFinite(retryAfterMs) ? { retryAfterMs } : {});
}

/**
 * The generic cell rate algorithm (GCRA): a leaky bucket stored as one number, the time at which it will be empty.
 * Times are whole microseconds, so that nothing is rounded; 2^53 of them last until the year 2255.
 */
export interface CellCharge {
  key: string;
  /** The time in which one unit drains, in microseconds. */
  interval: number;
  burst: number;
  /** Negative for a refund. */
  cost: number;
}

/**
 * The time to wait in microseconds, or 0; and the cost that the most loaded bucket still accepts, negative for what it
 * lacks.
 */
export type CellResult = [wait: number, remaining: number];

/** Charges all `buckets` (key → the time when it is empty), or none. Keeps the ten thousand buckets used last. */
export function consumeCells(buckets: Map<string, number>, cellCharges: CellCharge[], now: number): CellResult {
  const charged = new Map<string, number>();
  let wait = 0;
  let remaining = Number.POSITIVE_INFINITY;
  for (const { key, interval, burst, cost } of cellCharges) {
    const full = now + burst * interval;
    const empty = charged.get(key) ?? Math.max(now, Math.min(buckets.get(key) ?? now, full));
    const emptyThen = Math.max(now, empty + cost * interval);
    charged.set(key, emptyThen);
    wait = Math.max(wait, emptyThen - full);
    remaining = Math.min(remaining, Math.floor((full - emptyThen) / interval));
  }
  if (wait > 0) return [wait, remaining];
  for (const [key, emptyThen] of charged) {
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
 * The same algorithm in Redis, given `now`. The level of a bucket never exceeds its limit, even when the limit was
 * lowered or the clock set back. A key expires when its bucket is empty.
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
