import { Redis } from 'ioredis';
import { backendError } from '../graph/errors.ts';
import type { Log } from '../process/log.ts';

/**
 * Opens the Redis at `url`; `name` shows in its list of clients. It may be away now, or go and come back at any time:
 * meanwhile commands fail at once, since whoever asks is waiting, and none is sent later than it was meant.
 */
export function openRedis(url: string, name: string, log: Log): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    noDelay: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    // A connection over which nothing comes back is dead: a new one is made.
    socketTimeout: 2_000,
    disconnectTimeout: 100,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  });
  redis.on('error', (error) => log.debug({ event: 'redis_unavailable', err: error }, 'Redis unavailable'));
  return redis;
}

/** Resolves when Redis answers; rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT otherwise. */
export async function checkRedis(redis: Redis): Promise<void> {
  await fromRedis(redis.ping());
}

/** The answer of Redis; where there is none, rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT. */
export async function fromRedis<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((cause: Error) => {
    // The driver gives its timeouts no name.
    const isLate = /^(Command timed out|Socket timeout)/.test(cause.message);
    throw backendError('Redis', isLate ? new DOMException(cause.message, { name: 'TimeoutError', cause }) : cause);
  });
}
