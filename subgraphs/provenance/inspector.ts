import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { isTimeout } from '#kit/errors.ts';
import type { Asset } from './assets.ts';
import { type Facts, type Inspection, type ModelFacts, refused } from './inspection.ts';

/** A file to look into: a USDZ with the measures of the GLB that shows the same. */
export type Task = { file: Uint8Array } & (
  | { role: 'MODEL_USDZ'; measures: ModelFacts }
  | { role: Exclude<Asset['role'], 'MODEL_USDZ'>; measures?: undefined }
);

/** Milliseconds after which a file is taken to be made to keep us busy: one of 60 MiB takes three seconds. */
const mostTime = 20_000;

/**
 * Inspects a file on a thread of its own, so that nobody else waits meanwhile. One that takes longer than
 * `milliseconds`, or more memory than there is, is refused.
 */
export async function inspect(task: Task, milliseconds = mostTime): Promise<Inspection<Facts>> {
  const thread = new Worker(new URL('./inspection-thread.ts', import.meta.url), { workerData: task });
  try {
    const [inspection] = await once(thread, 'message', { signal: AbortSignal.timeout(milliseconds) });
    return inspection;
  } catch (reason) {
    const isOutOfMemory = (reason as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isOutOfMemory && !isTimeout(reason)) throw reason;
    return refused('TOO_INTRICATE', 'The file takes too much time or memory to be checked.');
  } finally {
    await thread.terminate();
  }
}
