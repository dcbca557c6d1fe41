import { z } from 'zod';
import { milliseconds, secretKeys } from '#kit/process/config.ts';

/** The environment variables of the journal subgraph. */
export const journalShape = z.object({
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string().default('production'),
  SANITY_API_VERSION: z.string().default('2025-02-19'),
  /** The URL of a simulator; if missing, Sanity's own API is used. */
  SANITY_API_HOST: z.url().optional(),
  SANITY_READ_TOKEN: z.string().optional(),
  SANITY_WRITE_TOKEN: z.string(),
  /** The keys of the tokens that open drafts. */
  PREVIEW_SIGNING_KEYS: secretKeys,
  /** The page of the site that shows drafts; links have no address without it. */
  PREVIEW_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANITY_TIMEOUT_MS: milliseconds(3_000),
  /** How often the content lake is asked for changes while a reader waits for them. Each is one request of the project's quota. */
  SANITY_POLL_MS: milliseconds(250),
});

export type JournalConfig = z.output<typeof journalShape>;
