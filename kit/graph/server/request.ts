import type { ForwardedContext } from '../request-token.ts';
import { type Connection, type Lifetime, startLifetime } from './lifetime.ts';
import { shareMemory } from './memory.ts';
import type { SubgraphRequest } from './subgraph.ts';
import { createTurns } from './turns.ts';
import { startWork, type Work } from './work.ts';

/** Work that takes longer than a few milliseconds in one piece keeps other requests of the process waiting. */
const turns = createTurns(5_000);
const memory = shareMemory();

/** The request that an forwarded came with, over the connection that its answer goes to. */
export function openRequest(
  { requestId, viewer, market, client, token, quota, isService = false, isUncached = false }: ForwardedContext,
  connection: Connection,
  limits: { milliseconds: number; bytes: number },
): SubgraphRequest & { lifetime: Lifetime; work: Work } {
  const lifetime = startLifetime(limits.milliseconds, connection);
  return {
    id: requestId,
    viewer,
    market,
    client,
    isService,
    isUncached,
    ...(token && { token }),
    ...(quota && { quota }),
    signal: lifetime.signal,
    answered: {},
    cookies: [],
    lifetime,
    work: startWork(lifetime.signal, { turns, memory, bytes: limits.bytes }),
  };
}
