import { z } from 'zod';
import { host, milliseconds, port, requestTokenKey } from '#kit/process/config.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';

/** The environment variables for searching the index. */
export const engineShape = z.object({
  MEILI_URL: z.url(),
  MEILI_SEARCH_KEY: z.string(),
  MEILI_TIMEOUT_MS: milliseconds(3_000),
});

export type EngineConfig = z.output<typeof engineShape>;

/** The environment variables of the search subgraph. */
export const searchShape = engineShape.extend({
  /** Keeps the counts of searches. */
  REDIS_URL: redisUrl,
  /** Also the secret of the digests of counted searches. */
  SEARCH_REQUEST_TOKEN_KEY: requestTokenKey,
});

/** The environment variables of the indexer. */
export const indexerShape = z.object({
  INDEXER_PORT: port(4006),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  MEILI_URL: z.url(),
  MEILI_INDEX_KEY: z.string(),
  SUPERGRAPH_URL: z.url(),
  /** Allows requests that make backends bypass their caches. */
  GATEWAY_SERVICE_TOKEN: z.string().optional(),
  COMMERCE_URL: z.url(),
  PROVENANCE_URL: z.url(),
  JOURNAL_URL: z.url(),
  COMMERCE_REQUEST_TOKEN_KEY: requestTokenKey,
  PROVENANCE_REQUEST_TOKEN_KEY: requestTokenKey,
  JOURNAL_REQUEST_TOKEN_KEY: requestTokenKey,
  /** Milliseconds from the end of an index sync to the next. */
  INDEXER_INTERVAL_MS: milliseconds(1_000),
  /** Milliseconds from the end of a full sweep over the catalogue to the next, and from one read of what sells to the next. */
  INDEXER_SWEEP_MS: milliseconds(600_000),
  /** Milliseconds from one read of the editors' synonyms and pinned products to the next. */
  INDEXER_SYNONYMS_MS: milliseconds(5_000),
  /** Milliseconds until a request to the gateway times out. */
  INDEXER_TIMEOUT_MS: milliseconds(15_000),
});
