import { z } from 'zod';

/** The bucket of the files. Without an endpoint it is at AWS; without keys, AWS's default credential chain is used. */
export const documentsShape = z.object({
  S3_BUCKET: z.string(),
  S3_REGION: z.string().default('eu-west-3'),
  S3_ENDPOINT: z.url().optional(),
  /** The endpoint for browsers, if it differs. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/** The configuration of `openDocuments`. */
export type DocumentsConfig = z.output<typeof documentsShape>;

/** The subgraph's configuration, from environment variables. */
export const configShape = documentsShape.extend({ PROVENANCE_DATABASE_URL: z.url() });
