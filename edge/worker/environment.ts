import type { PurgeLog } from './purge-log.ts';

/** The bindings of the Worker: variables and secrets of `wrangler.jsonc`, described in docs/how-to/deploy-the-edge.md. */
export interface Environment {
  /** The URL of the gateway, without a path. */
  ORIGIN: string;
  /** The keys of `x-axiom-context` as `<id>:<64 hexadecimal digits>`, separated by commas. The first one signs. */
  CONTEXT_KEYS: string;
  /** The bearer token of `POST /edge/purge`. */
  PURGE_TOKEN: string;
  /** The maximum size of a request body in bytes. It must not exceed the gateway's LIMIT_BODY_BYTES. */
  BODY_LIMIT: string;
  /** The least bot score of Cloudflare, 1 to 99, with which an anonymous client may call the graph; 0 allows all. */
  MIN_BOT_SCORE: string;
  /** The maximum age in milliseconds of the copy of the purge log that a hit is checked against. */
  PURGE_LAG_MS: string;
  /** Milliseconds without a word from the client that purges after which nothing is served from the cache; 0 for no limit. */
  PURGE_LEASE_MS: string;
  /** How long the gateway may take to answer a GET, in milliseconds. */
  ORIGIN_TIMEOUT_MS: string;
  PURGES: DurableObjectNamespace<PurgeLog>;
}
