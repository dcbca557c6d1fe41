import type { RateLimiter } from '#kit/stores/rate-limiter.ts';
import type { QuotaConfig } from './config.ts';
import { throttledRequest } from './throttled.ts';

/** Limits the number of invalid credentials from one network. */
export interface CredentialLimit {
  /**
   * Counts one attempt. Throws THROTTLED, HTTP status 429, beyond the limit. The returned function refunds the attempt:
   * call it for credentials that are valid or cannot be checked.
   */
  count(network: string): Promise<() => void>;
}

/** Against guessing of keys and tokens, and against the load of looking them up. */
export function openCredentialLimit(limiter: RateLimiter, size: QuotaConfig['credentials']): CredentialLimit {
  const limit = { name: 'credentials', ...size };
  return {
    count: async (network) => {
      const consumed = await limiter.consume(limit, network);
      if (!consumed.allowed) throw throttledRequest(consumed.retryAfterMs, tooMany);
      // If the refund fails, the bucket refills by itself.
      return () => void limiter.refundAll([{ limit, key: network }]).catch(() => {});
    },
  };
}

const tooMany = 'Too many invalid credentials from this network. Try again later.';
