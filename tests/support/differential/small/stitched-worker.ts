import { parentPort } from 'node:worker_threads';
import { openStitched } from '../stitched.ts';
import type { StitchedTask } from './pair.ts';
import { openSmallSupergraph } from './subgraphs.ts';

/** Executes each `StitchedTask` that is posted to it by graphql-tools, over a small supergraph of its own, and posts the response. */

// Executors abandon the other items of a list when one fails, and Node ends a process for their rejected promises.
process.on('unhandledRejection', () => {});

const { federated, use } = await openSmallSupergraph();
const execute = openStitched(federated.sdl, federated.ask);
parentPort?.on('message', async ({ query, variables, faults }: StitchedTask) => {
  use(faults);
  parentPort?.postMessage(JSON.stringify(await execute(query, variables, {})));
});
