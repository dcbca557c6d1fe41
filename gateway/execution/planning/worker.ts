import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import { cpuSince } from './maker.ts';
import { openPlanner } from './planner.ts';

/** What a planning thread sends: that it is ready, and then one answer for each operation it was sent. */
export type PlanningMessage =
  | { kind: 'ready' }
  | { kind: 'planned'; plan: string; took: number }
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; message: string };

/** The program of a planning thread: plans one operation after another for the supergraph that it is started with. */
const planner = openPlanner(workerData as string);
const send = (message: PlanningMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (operation: string) => {
  const began = process.threadCpuUsage();
  try {
    const plan = JSON.stringify(planner(operation));
    send({ kind: 'planned', plan, took: cpuSince(began) });
  } catch (error) {
    const { message } = error as Error;
    const isRefused = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
    send({ kind: isRefused ? 'refused' : 'failed', message });
  }
});
send({ kind: 'ready' });
