import { z } from 'zod';
import { milliseconds } from '#kit/process/config.ts';

/** The environment variables of the journal subgraph. */
export const journalShape = z.object({
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string().default('production'),
  SANITY_API_VERSION: z.string().default('2025-02-19'),
  /** The URL of a simulator; if missing, Sanity's own API is used. */
  SANITY_API_HOST: z.url().optional(),
  SANITY_READ_TOKEN: z.string().optional(),
  SANITY_WRITE_TOKEN: z.string(),
  SANITY_TIMEOUT_MS: milliseconds(3_000),
  /** How often the content lake is asked for changes while a reader waits for them. Each is one request of the project's quota. */
  SANITY_POLL_MS: milliseconds(250),
});

export type JournalConfig = z.output<typeof journalShape>;
