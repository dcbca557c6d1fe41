import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';

/** Medusa's own token for the customer who sent a request. Rejects where Medusa gives none. */
export type CustomerTokens = (request: Pick<SubgraphRequest, 'viewer' | 'token'>) => Promise<string>;

/**
 * Exchanges the token of each session once, for all requests that come with it, until what Medusa gave is about to
 * expire. Of many sessions, those that asked last are remembered.
 */
export function rememberTokens(exchange: (sessionToken: string) => Promise<string>): CustomerTokens {
  const tokens = new LRUCache<string, string, string>({
    max: 10_000,
    fetchMethod: async (_session, _expired, { options, context }) => {
      const token = await exchange(context);
      options.ttl = Math.max(1, lifetimeOf(token) - margin);
      return token;
    },
  });

  return async ({ viewer, token }) => {
    if (viewer.kind === 'ANONYMOUS' || !token) throw new Error('The gateway sent no token of a session.');
    return tokens.forceFetch(viewer.session, { context: token });
  };
}

/** Milliseconds that a token must still be good for: a request that has it may be under way for as long. */
const margin = 30_000;

function lifetimeOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000 - Date.now();
}
