import { z } from 'zod';
import { count, type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { pauses } from '#kit/process/retry-pauses.ts';
import { bucketShape } from '#kit/stores/s3.ts';

const shape = bucketShape.extend({
  ASSETS_PORT: port(4018),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  ASSETS_DATABASE_URL: z.url(),
  /** The pause between two looks at an empty queue. */
  ASSETS_INTERVAL_MS: milliseconds(1_000),
  /** The time for one model, without the transfer of files. */
  ASSETS_TIMEOUT_MS: milliseconds(180_000),
  /** By how many megabytes the memory of the process for one model may grow. */
  ASSETS_MEMORY_MB: count(1_536),
  /** The time after which another worker continues with the model of one that was killed. */
  ASSETS_LEASE_MS: milliseconds(30_000),
  /** The pauses between attempts, each with random jitter of up to 20%; after the last the model has failed. */
  ASSETS_PAUSES_MS: pauses('5000,60000,600000,3600000'),
  METRICS_TOKEN: z.string().optional(),
});

export type Config = ReturnType<typeof readAssetsConfig>;

/** Reads the worker's variables. Throws one error that lists all problems. */
export function readAssetsConfig(env: Environment) {
  return readConfig('assets worker', shape, env);
}
