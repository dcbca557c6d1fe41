import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** The rate limiter's script, which the graph uses in the same Redis. */
const rateLimiterScript = readFileSync(join(__dirname, '../../../../kit/stores/rate-limiter.lua'), 'utf8');
/** The script with the time of the Redis server, since the clocks of clients differ. */
const rateLimiterWithClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${rateLimiterScript}`;

/** The shared Redis, with the rate limiter as a command: the wait in microseconds, or 0 and the smallest remaining allowance. */
type SharedRedis = Redis & {
  consume(count: number, ...keysAndNumbers: (string | number)[]): Promise<[wait: number, remaining: number]>;
};

let opened: SharedRedis | undefined;

/** The connection to the Redis that the graph uses, opened on first use. Commands reject while Redis is unavailable. */
export function sharedRedis(): SharedRedis {
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
  redis.defineCommand('consume', { lua: rateLimiterWithClock });
  opened = redis as SharedRedis;
  return opened;
}

/** A system that the request needs is unavailable: HTTP status 503. */
export class Unavailable extends Error {
  constructor() {
    super('A required system is unavailable; try again.');
  }
}

/** The result of a Redis command; rejects with `Unavailable` where the command failed. */
export function orUnavailable<Reply>(command: Promise<Reply>): Promise<Reply> {
  return command.catch(() => {
    throw new Unavailable();
  });
}
