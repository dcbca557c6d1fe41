import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import { reasonOf } from '#kit/process/run-process.ts';
import type { CheckedSupergraph } from './check.ts';
import { cpuSince } from './plan-builder.ts';
import { openPlanner, type Planner } from './planner.ts';

/** What a planning thread is started with. */
export interface PlanningData {
  /** The supergraph. */
  sdl: string;
  /** Whether the thread also validates the supergraph. */
  isFirst: boolean;
}

/**
 * The messages of a planning thread: `ready` first, with the supergraph if the thread validated it, or `invalid`; then
 * one for each operation.
 */
export type PlanningMessage =
  | { kind: 'ready'; supergraph: CheckedSupergraph | undefined }
  | { kind: 'invalid'; message: string }
  | { kind: 'planned'; plan: string; cpuTime: number }
  | { kind: 'tooComplex'; message: string }
  | { kind: 'failed'; message: string };

const { sdl, isFirst } = workerData as PlanningData;
const send = (message: PlanningMessage) => parentPort?.postMessage(message);
try {
  const supergraph = isFirst ? await (await import('./check.ts')).checkSupergraph(sdl) : undefined;
  serve(openPlanner(sdl));
  send({ kind: 'ready', supergraph });
} catch (error) {
  send({ kind: 'invalid', message: reasonOf(error) });
}

function serve(planner: Planner): void {
  parentPort?.on('message', (operation: string) => plan(operation, planner));
}

function plan(operation: string, planner: Planner): void {
  const began = process.threadCpuUsage();
  try {
    const plan = JSON.stringify(planner(operation));
    send({ kind: 'planned', plan, cpuTime: cpuSince(began) });
  } catch (error) {
    const { message } = error as Error;
    const isTooComplex = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
    send({ kind: isTooComplex ? 'tooComplex' : 'failed', message });
  }
}
