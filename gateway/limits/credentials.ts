import type { RateLimiter } from '#kit/stores/rate-limiter.ts';
import type { QuotaConfig } from './config.ts';
import { throttledRequest } from './throttled.ts';

/** Counts credentials that are not accepted, by the network they come from. */
export interface CredentialLimit {
  /**
   * Counts one attempt. Throws THROTTLED, HTTP status 429, beyond the limit. What it returns takes the attempt back, for
   * credentials that turn out to be accepted or cannot be checked.
   */
  count(network: string): Promise<() => void>;
}

/** Against guessing of keys and tokens, and against the load of looking them up. */
export function openCredentialLimit(buckets: RateLimiter, size: QuotaConfig['credentials']): CredentialLimit {
  const limit = { name: 'credentials', ...size };
  return {
    count: async (network) => {
      const taken = await buckets.consume(limit, network);
      if (!taken.allowed) throw throttledRequest(taken.retryAfterMs, tooMany);
      // What cannot be given back is restored in time.
      return () => void buckets.refundAll([{ limit, key: network }]).catch(() => {});
    },
  };
}

const tooMany = 'Too many credentials that are not accepted; try again later.';
