import { defaultLanguage } from '../languages/language.ts';
import type { ForwardedContext } from '../request-token.ts';
import { type Connection, type Lifetime, startLifetime } from './lifetime.ts';
import { shareMemory } from './memory.ts';
import type { SubgraphRequest } from './subgraph.ts';
import { createTurns } from './turns.ts';
import { startWork, type Work } from './work.ts';

/** Limits how long one request may block the event loop, because it delays all other requests. */
const turns = createTurns(5_000);
const memory = shareMemory();

/** The request of a forwarded context; `connection` is that of its response. */
export function openRequest(
  {
    requestId,
    viewer,
    market,
    position,
    client,
    token,
    quota,
    isService = false,
    isUncached = false,
  }: ForwardedContext,
  connection: Connection,
  limits: { milliseconds: number; bytes: number },
): SubgraphRequest & { lifetime: Lifetime; work: Work } {
  const lifetime = startLifetime(limits.milliseconds, connection);
  return {
    id: requestId,
    viewer,
    market: { language: defaultLanguage, ...market },
    ...(position && { position }),
    client,
    isService,
    isUncached,
    ...(token && { token }),
    ...(quota && { quota }),
    signal: lifetime.signal,
    answered: {},
    fallbacks: new Set(),
    invalidates: new Set(),
    cookies: [],
    lifetime,
    work: startWork(lifetime.signal, { turns, memory, bytes: limits.bytes }),
  };
}
