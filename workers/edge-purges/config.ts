import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';

const shape = z.object({
  EDGE_PURGES_PORT: port(4014),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  REDIS_URL: redisUrl,
  /** The address at which the edge accepts purges. */
  EDGE_PURGE_URL: z.url(),
  EDGE_PURGE_TOKEN: z.string(),
  /** The interval in which the edge hears that there are no purges. */
  EDGE_PURGE_INTERVAL_MS: milliseconds(2_000),
});

/** Reads and validates the worker's variables. Throws one error that lists all problems. */
export function readEdgePurgesConfig(env: Environment) {
  return readConfig('edge-purges worker', shape, env);
}
