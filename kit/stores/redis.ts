import { Redis } from 'ioredis';
import { backendError } from '../graph/errors.ts';
import type { Log } from '../process/log.ts';

/**
 * Opens the Redis at `url`; `name` appears in its client list. Redis may be unavailable at any time: commands then fail
 * immediately, because callers wait, and are not sent later.
 */
export function openRedis(url: string, name: string, log: Log): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    noDelay: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    // A connection without responses is dead and is replaced.
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

/** Resolves when the first attempt to connect has succeeded or failed: within a second. */
export function firstAttempt(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', resolve);
    redis.once('close', resolve);
  });
}

/** Resolves when Redis is available; rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT otherwise. */
export async function checkRedis(redis: Redis): Promise<void> {
  await fromRedis(redis.ping());
}

/** Resolves to the reply of Redis; rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT. */
export async function fromRedis<Reply>(reply: Promise<Reply>): Promise<Reply> {
  return reply.catch((cause: Error) => {
    // Timeout errors of the driver have no name.
    const isLate = /^(Command timed out|Socket timeout)/.test(cause.message);
    throw backendError('Redis', isLate ? new DOMException(cause.message, { name: 'TimeoutError', cause }) : cause);
  });
}
