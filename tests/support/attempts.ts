import { Redis } from 'ioredis';
import { installationEnv } from './graph.ts';

/** Forgets the attempts that were counted: stories follow each other faster than people, and all come from one address. */
export async function forgetAttempts(): Promise<void> {
  const redis = new Redis(installationEnv().REDIS_URL as string);
  try {
    const counted = await redis.keys('bucket:*');
    if (counted.length > 0) await redis.del(counted);
  } finally {
    redis.disconnect();
  }
}
