import type { Gateway } from '../gateway.ts';
import type { SupergraphState } from '../supergraph.ts';

/** What `/health/ready` says. */
export interface Readiness {
  status: 'ready' | 'unready' | 'draining';
  supergraph: SupergraphState;
  subgraphs: Record<string, { state: 'ready' | 'degraded' | 'down'; reason?: string }>;
}

/** Milliseconds a subgraph has to say how it does. */
const timeout = 1_000;
/** Milliseconds for which the subgraphs' state is taken to hold. */
const freshness = 1_000;

/**
 * Tells how the gateway and its subgraphs do; ready means that every subgraph answers. One that answers but misses a
 * system behind it is `degraded`, which leaves the gateway ready: the rest of the graph is still worth asking for.
 * However often it is asked, the subgraphs are asked once a second at most.
 */
export function createReadiness(gateway: Gateway, isDraining: () => boolean): () => Promise<Readiness> {
  let last: { at: number; subgraphs: Promise<Readiness['subgraphs']> } | undefined;

  return async () => {
    if (!last || performance.now() - last.at > freshness) last = { at: performance.now(), subgraphs: askAll(gateway) };
    const subgraphs = await last.subgraphs;
    const isWhole = Object.values(subgraphs).every(({ state }) => state !== 'down');
    const status = isDraining() ? 'draining' : isWhole ? 'ready' : 'unready';
    return { status, supergraph: gateway.supergraph(), subgraphs };
  };
}

async function askAll(gateway: Gateway): Promise<Readiness['subgraphs']> {
  const states = gateway.subgraphs().map(async (subgraph) => [subgraph.name, await subgraph.health(timeout)]);
  return Object.fromEntries(await Promise.all(states));
}
