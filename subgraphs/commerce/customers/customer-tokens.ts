import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';

/** Medusa's token for the customer who sent a request. Rejects where Medusa refuses to issue one. */
export type CustomerTokens = (request: Pick<SubgraphRequest, 'viewer' | 'token'>) => Promise<string>;

/**
 * Exchanges session tokens for tokens of Medusa's, and caches the result for each session until shortly before it expires.
 * The cache keeps the 10,000 sessions that were used last.
 */
export function cacheCustomerTokens(exchange: (sessionToken: string) => Promise<string>): CustomerTokens {
  const tokens = new LRUCache<string, string, string>({
    max: 10_000,
    fetchMethod: async (_session, _expired, { options, context }) => {
      const token = await exchange(context);
      options.ttl = Math.max(1, lifetimeOf(token) - margin);
      return token;
    },
  });

  return async ({ viewer, token }) => {
    if (viewer.kind === 'ANONYMOUS' || !token) throw new Error('The gateway sent no session token.');
    return tokens.forceFetch(viewer.session, { context: token });
  };
}

/** Milliseconds for which a returned token is still valid at least: the longest time that a request may take. */
const margin = 30_000;

function lifetimeOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000 - Date.now();
}
