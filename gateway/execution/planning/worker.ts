import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import { cpuSince } from './maker.ts';
import { openPlanner } from './planner.ts';

/** What a planning thread tells: that it is ready, and then one answer for each operation that it is sent. */
export type Told =
  | { kind: 'ready' }
  | { kind: 'planned'; plan: string; took: number }
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; message: string };

/** The program of a planning thread: plans one operation after another for the supergraph that it is started with. */
const planner = openPlanner(workerData as string);
const tell = (told: Told) => parentPort?.postMessage(told);

parentPort?.on('message', (operation: string) => {
  const began = process.threadCpuUsage();
  try {
    const plan = JSON.stringify(planner(operation));
    tell({ kind: 'planned', plan, took: cpuSince(began) });
  } catch (error) {
    const { message } = error as Error;
    const isRefused = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
    tell({ kind: isRefused ? 'refused' : 'failed', message });
  }
});
tell({ kind: 'ready' });
