import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { count, type Environment, host, port, readConfig, secretKeys } from '#kit/process/config.ts';
import { bucketShape } from '#kit/stores/s3.ts';

const shape = bucketShape.omit({ S3_BUCKET: true, S3_PUBLIC_ENDPOINT: true }).extend({
  IMAGES_PORT: port(4015),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  /** The bucket of originals, in which versions are stored, too. */
  S3_MEDIA_BUCKET: z.string(),
  /** The keys of the signatures in addresses. */
  IMAGES_SIGNING_KEYS: secretKeys,
  /** Pictures that are made at once: a core and up to about 300 MB each. */
  IMAGES_RENDERS: count(availableParallelism()),
  /** Pictures that may wait to be made; more are refused. */
  IMAGES_QUEUE: count(128),
  METRICS_TOKEN: z.string().optional(),
});

/** Reads and validates the service's variables. Throws one error that lists all problems. */
export function readImagesConfig(env: Environment) {
  return readConfig('image service', shape, env);
}
