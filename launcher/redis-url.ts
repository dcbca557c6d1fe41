import type { Environment } from '#kit/process/config.ts';
import { localSecret } from './secrets.ts';

/** The address of Redis: REDIS_URL, or that of the local installation. Throws if there is neither. */
export function redisUrl({ REDIS_URL, REDIS_PORT = '6389' }: Environment): string {
  return REDIS_URL || `redis://:${localSecret('redis')}@127.0.0.1:${REDIS_PORT}`;
}
