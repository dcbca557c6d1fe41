import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import { cpuSince } from './plan-builder.ts';
import { openPlanner } from './planner.ts';

/** The messages of a planning thread: `ready` first, then one for each operation. */
export type PlanningMessage =
  | { kind: 'ready' }
  | { kind: 'planned'; plan: string; cpuTime: number }
  | { kind: 'tooComplex'; message: string }
  | { kind: 'failed'; message: string };

/** The planner of this thread, for the supergraph in `workerData`. */
const planner = openPlanner(workerData as string);
const send = (message: PlanningMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (operation: string) => {
  const began = process.threadCpuUsage();
  try {
    const plan = JSON.stringify(planner(operation));
    send({ kind: 'planned', plan, cpuTime: cpuSince(began) });
  } catch (error) {
    const { message } = error as Error;
    const isTooComplex = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
    send({ kind: isTooComplex ? 'tooComplex' : 'failed', message });
  }
});
send({ kind: 'ready' });
