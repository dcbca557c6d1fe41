import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { fromRedis } from './redis.ts';

/** An attempt that its client has given a name, so that it can be made again without being done twice. */
export interface IdempotentRequest {
  /** What is attempted, and by whom: attempts of other scopes may have the same name. */
  scope: string;
  /** The name. */
  key: string;
  /** Whatever must be the same each time the name is used. */
  input: unknown;
}

/** What came of an attempt; or its name stands for another (`REUSED`), or for one that has not ended (`IN_PROGRESS`). */
export type IdempotentResult<Outcome> = { outcome: Outcome } | 'REUSED' | 'IN_PROGRESS';

/** Does `work`, unless this attempt was made before: then it gives what came of it. */
export type Once = <Outcome>(
  attempt: IdempotentRequest,
  work: () => Promise<Outcome>,
  /** Whether an outcome is kept; one that changed nothing need not be, and frees the name. */
  isFinal?: (outcome: Outcome) => boolean,
) => Promise<IdempotentResult<Outcome>>;

/** Seconds that an outcome is kept: a day. */
const kept = 86_400;

/** Seconds after which an attempt that has not ended is taken for lost. No request lasts as long. */
const lease = 30;

/** An outcome is JSON; one that is missing has not come yet. */
const Record = z.object({ digest: z.string(), attempt: z.string(), outcome: z.unknown().optional() });

/**
 * Remembers attempts in Redis. While it is away, `once` rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT and nothing is
 * done. Work that rejects frees its name.
 */
export function createIdempotencyStore(redis: Redis, prefix = 'attempt:'): Once {
  redis.defineCommand('endAttempt', { numberOfKeys: 1, lua: endAttempt });
  const { endAttempt: end } = redis as unknown as Ends;

  return async (attempt, work, isFinal = () => true) => {
    const name = prefix + digestOf([attempt.scope, attempt.key]);
    const own = { digest: digestOf(attempt.input), attempt: randomUUID() };
    const isFirst = await fromRedis(redis.set(name, JSON.stringify(own), 'EX', lease, 'NX'));
    if (!isFirst) {
      const text = await fromRedis(redis.get(name));
      // It has ended, and freed its name, between the two.
      if (text === null) return 'IN_PROGRESS';
      const found = Record.parse(JSON.parse(text));
      if (found.digest !== own.digest) return 'REUSED';
      return 'outcome' in found ? { outcome: found.outcome as Awaited<ReturnType<typeof work>> } : 'IN_PROGRESS';
    }

    // What is done is done, even if it cannot be noted.
    const note = (record: string) => end.call(redis, name, own.attempt, record, kept).catch(() => {});
    try {
      const outcome = await work();
      await note(isFinal(outcome) ? JSON.stringify({ ...own, outcome }) : '');
      return { outcome };
    } catch (error) {
      await note('');
      throw error;
    }
  };
}

interface Ends {
  endAttempt(name: string, attempt: string, record: string, seconds: number): Promise<unknown>;
}

/** Puts the record in the place of the attempt's own, or nothing where it is empty; another's stays as it is. */
const endAttempt = `
local found = redis.call('GET', KEYS[1])
if not found or cjson.decode(found).attempt ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
