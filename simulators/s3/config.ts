import { z } from 'zod';
import { port } from '#kit/process/config.ts';
import { readList } from '#kit/process/http/origins.ts';

/** The variables of the S3 simulator. */
export const configShape = z.object({
  S3_PORT: port(9010),
  S3_DATA_DIR: z.string(),
  /** Buckets that exist from the start, separated by commas. */
  S3_BUCKETS: z.string().default('').transform(readList),
  S3_REGION: z.string().default('eu-west-3'),
  S3_CORS_ORIGINS: z.string().default('http://localhost:4000').transform(readList),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  LOG_LEVEL: z.string().default('info'),
});
