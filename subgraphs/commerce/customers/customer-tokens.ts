import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';

/** Medusa's token for the customer who sent a request. Rejects where Medusa refuses to issue one. */
export type CustomerTokens = (request: Pick<SubgraphRequest, 'viewer' | 'token'>) => Promise<string>;

/**
 * Exchanges session tokens for Medusa tokens, and caches the result for each session until shortly before it expires.
 * The cache contains the 10,000 most recently used sessions.
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

/** The minimum remaining validity of a returned token in milliseconds: the maximum duration of a request. */
const margin = 30_000;

function lifetimeOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000 - Date.now();
}
