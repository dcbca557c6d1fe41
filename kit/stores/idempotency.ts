import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fromRedis, type RedisClient } from './redis.ts';

/** A request with an idempotency key, which may be retried without being executed twice. */
export interface IdempotentRequest {
  /** The operation and its user. Keys of different scopes are independent. */
  scope: string;
  /** The idempotency key. */
  key: string;
  /** The input, which must be the same at each use of the key. */
  input: unknown;
}

/**
 * The outcome; `REUSED` when the key was used with another input; `IN_PROGRESS` when the first request has not ended.
 */
export type IdempotentResult<Outcome> = { outcome: Outcome } | 'REUSED' | 'IN_PROGRESS';

/** Runs `work`, unless this request was made before: then returns its stored outcome. */
export type RunOnce = <Outcome>(
  request: IdempotentRequest,
  work: () => Promise<Outcome>,
  /** Whether to store the outcome. Otherwise the key may be used again; for outcomes that changed nothing. */
  isFinal?: (outcome: Outcome) => boolean,
) => Promise<IdempotentResult<Outcome>>;

/** The time that an outcome is stored, in seconds: a day. */
const storedFor = 86_400;

/** The time after which an unfinished request counts as lost, in seconds. No request runs for as long. */
const lease = 30;

/** Without an outcome, the request is in progress. */
const StoredRequest = z.object({ digest: z.string(), attempt: z.string(), outcome: z.unknown().optional() });

/**
 * Stores outcomes in Redis. While Redis is unavailable, requests reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT and
 * nothing is executed. When `work` rejects, the key may be used again.
 */
export function createIdempotencyStore(redis: RedisClient, prefix = 'attempt:'): RunOnce {
  redis.defineCommand('endRequest', { numberOfKeys: 1, lua: endRequest });
  const { endRequest: end } = redis as unknown as EndCommand;

  return async (request, work, isFinal = () => true) => {
    const redisKey = prefix + digestOf([request.scope, request.key]);
    const started = { digest: digestOf(request.input), attempt: randomUUID() };
    const isFirst = await fromRedis(redis.set(redisKey, JSON.stringify(started), 'EX', lease, 'NX'));
    if (!isFirst) {
      const text = await fromRedis(redis.get(redisKey));
      // The first request ended between the two commands and released its key.
      if (text === null) return 'IN_PROGRESS';
      const stored = StoredRequest.parse(JSON.parse(text));
      if (stored.digest !== started.digest) return 'REUSED';
      return 'outcome' in stored ? { outcome: stored.outcome as Awaited<ReturnType<typeof work>> } : 'IN_PROGRESS';
    }

    // The work is done, even when its outcome cannot be stored.
    const store = (record: string) => end.call(redis, redisKey, started.attempt, record, storedFor).catch(() => {});
    try {
      const outcome = await work();
      await store(isFinal(outcome) ? JSON.stringify({ ...started, outcome }) : '');
      return { outcome };
    } catch (error) {
      await store('');
      throw error;
    }
  };
}

interface EndCommand {
  endRequest(key: string, attempt: string, record: string, seconds: number): Promise<unknown>;
}

/**
 * Replaces the record of this request, or deletes it when the new one is empty. The record of another request stays
 * unchanged.
 */
const endRequest = `
local found = redis.call('GET', KEYS[1])
if not found or cjson.decode(found).attempt ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
