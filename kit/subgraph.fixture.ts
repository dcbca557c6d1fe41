import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from './config.ts';
import { type RunningSubgraph, type Subgraph, serve } from './subgraph.ts';

/** Serves a subgraph and waits until it is ready, as the house does before it lets anybody in. */
export async function serveReady<Context extends object>(
  subgraph: Subgraph<Context>,
  env: Environment,
): Promise<RunningSubgraph> {
  const running = await serve(subgraph, env);
  await untilReady(running);
  return running;
}

/** Waits until all that a subgraph stands on answers it; rejects with the reason when it does not within 15 seconds. */
export async function untilReady({ url }: Pick<RunningSubgraph, 'url'>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const response = await fetch(new URL('/health/ready', url));
    const { reason } = (await response.json()) as { reason?: string };
    if (response.ok) return;
    if (Date.now() > deadline) throw new Error(`The subgraph at ${url} is not ready: ${reason}`);
    await sleep(20);
  }
}
