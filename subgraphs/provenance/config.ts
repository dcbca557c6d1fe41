import { z } from 'zod';
import { bucketShape } from '#kit/stores/s3.ts';

/** The subgraph's configuration, from environment variables. */
export const configShape = bucketShape.extend({ PROVENANCE_DATABASE_URL: z.url() });
