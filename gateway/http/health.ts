import type { Gateway } from '../gateway.ts';
import type { SupergraphState } from '../supergraph.ts';

/** The response of `/health/ready`. */
export interface Readiness {
  status: 'ready' | 'unready' | 'draining';
  supergraph: SupergraphState;
  subgraphs: Record<string, { state: 'ready' | 'degraded' | 'down'; reason?: string }>;
}

/** The timeout of a subgraph's health check in milliseconds. */
const timeout = 1_000;
/** The cache time of the subgraphs' health in milliseconds. */
const ttl = 1_000;

/**
 * Reports the readiness of the gateway: it is ready if every subgraph responds. A subgraph that responds but lacks a
 * backend is `degraded`, and the gateway is still ready, because the rest of the graph is available. The subgraphs are
 * checked at most once a second, regardless of the number of requests.
 */
export function createReadiness(
  gateway: Pick<Gateway, 'subgraphs' | 'supergraph'>,
  isDraining: () => boolean,
): () => Promise<Readiness> {
  let last: { at: number; subgraphs: Promise<Readiness['subgraphs']> } | undefined;

  return async () => {
    if (!last || performance.now() - last.at > ttl) last = { at: performance.now(), subgraphs: checkAll(gateway) };
    const subgraphs = await last.subgraphs;
    const isReady = Object.values(subgraphs).every(({ state }) => state !== 'down');
    const status = isDraining() ? 'draining' : isReady ? 'ready' : 'unready';
    return { status, supergraph: gateway.supergraph(), subgraphs };
  };
}

async function checkAll(gateway: Pick<Gateway, 'subgraphs'>): Promise<Readiness['subgraphs']> {
  const states = gateway.subgraphs().map(async (subgraph) => [subgraph.name, await subgraph.health(timeout)]);
  return Object.fromEntries(await Promise.all(states));
}
