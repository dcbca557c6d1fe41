import type { Environment } from '../../process/config.ts';
import { waitUntilReady } from '../../process/wait-until-ready.ts';
import { serve } from './serve.ts';
import type { RunningSubgraph, Subgraph } from './subgraph.ts';

/** Serves a subgraph and waits until it is ready. */
export async function serveReady<Context extends object>(
  subgraph: Subgraph<Context>,
  env: Environment,
): Promise<RunningSubgraph> {
  const running = await serve(subgraph, env);
  await waitUntilReady(running.url);
  return running;
}
