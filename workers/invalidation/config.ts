import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig, requestTokenKey } from '#kit/process/config.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';

const shape = z.object({
  INVALIDATION_PORT: port(4013),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  REDIS_URL: redisUrl,
  COMMERCE_URL: z.url(),
  PROVENANCE_URL: z.url(),
  JOURNAL_URL: z.url(),
  SEARCH_URL: z.url(),
  COMMERCE_REQUEST_TOKEN_KEY: requestTokenKey,
  PROVENANCE_REQUEST_TOKEN_KEY: requestTokenKey,
  JOURNAL_REQUEST_TOKEN_KEY: requestTokenKey,
  SEARCH_REQUEST_TOKEN_KEY: requestTokenKey,
  /** Milliseconds for which a subgraph waits for a change before it responds that there is none. */
  INVALIDATION_WAIT_MS: milliseconds(2_000),
});

export type Config = ReturnType<typeof readInvalidationConfig>;

/** Reads the worker's variables. Throws one error that lists all problems. */
export function readInvalidationConfig(env: Environment) {
  return readConfig('invalidation worker', shape, env);
}
