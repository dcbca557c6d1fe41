import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** The shared rate limiter: the same script, in the same Redis, that the graph uses. */
const rateLimiterScript = readFileSync(join(__dirname, '../../../../kit/stores/rate-limiter.lua'), 'utf8');
const byItsClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${rateLimiterScript}`;

/** The Redis of the house, with the rate limiter as a command: wait in microseconds, or 0 and what the fullest bucket still takes. */
type HouseRedis = Redis & {
  pour(count: number, ...keysAndNumbers: (string | number)[]): Promise<[wait: number, remaining: number]>;
};

let opened: HouseRedis | undefined;

/** The connection to the Redis of the house, opened when it is first needed. Its commands reject while Redis is away. */
export function houseRedis(): HouseRedis {
  if (opened) return opened;
  const url = process.env.AXIOM_REDIS_URL;
  if (!url) throw new Error('AXIOM_REDIS_URL is not set');
  const redis = new Redis(url, {
    connectionName: 'axiom-store',
    noDelay: true,
    connectTimeout: 1_000,
    commandTimeout: 500,
    maxRetriesPerRequest: 0,
  });
  // A command that fails rejects for its caller.
  redis.on('error', () => {});
  redis.defineCommand('pour', { lua: byItsClock });
  opened = redis as HouseRedis;
  return opened;
}

/** A system that the request needs is unavailable: HTTP status 503. */
export class Unavailable extends Error {
  constructor() {
    super('This cannot be done at the moment; try again.');
  }
}

/** The answer of Redis; rejects with `Unavailable` where there is none. */
export function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch(() => {
    throw new Unavailable();
  });
}
