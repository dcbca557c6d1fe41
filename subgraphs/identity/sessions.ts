import { Redis } from 'ioredis';
import { backendError } from '#kit/errors.ts';
import type { Log } from '#kit/log.ts';

/** The sessions of those who have signed in. */
export interface Sessions {
  /** Resolves when Redis answers; rejects with BACKEND_UNAVAILABLE otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the Redis that REDIS_URL names. It may be away now, or go and come back at any time: meanwhile commands fail
 * at once, since whoever asks is waiting, and none is sent later than it was meant.
 */
export function openSessions(url: string, log: Log): Sessions {
  const redis = new Redis(url, {
    connectionName: 'axiom-identity',
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    // A connection over which nothing comes back is dead: a new one is made.
    socketTimeout: 2_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  });
  redis.on('error', (error) => log.debug({ err: error }, 'Redis is away'));
  return {
    async check() {
      await redis.ping().catch((error) => {
        throw backendError('Redis', error);
      });
    },
    async close() {
      redis.disconnect();
    },
  };
}
