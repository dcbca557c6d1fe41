import { z } from 'zod';
import { port } from '#kit/process/config.ts';

/** The variables of the Sanity simulator. */
export const configShape = z.object({
  SANITY_PORT: port(3340),
  SANITY_DATA_DIR: z.string(),
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string(),
  SANITY_TOKEN: z.string(),
  SANITY_WRITE_TOKEN: z.string().optional(),
  SANITY_READ_TOKEN: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
});
