import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Asset } from '../assets.ts';
import { type Facts, type Inspection, type Measures, refused } from './inspection.ts';

/** A file to inspect. A USDZ comes with the measures of the product's GLB. */
export type Task = { file: Uint8Array } & (
  | { role: 'MODEL_USDZ'; measures: Measures }
  | { role: Exclude<Asset['role'], 'MODEL_USDZ'>; measures?: undefined }
);

/** Limits of one inspection. */
export interface InspectionLimits {
  milliseconds: number;
  /** Maximum growth of this process's memory during the inspection. */
  bytes: number;
}

/** Six times what a 64 MiB file needs, as a protection against denial of service. */
const inspectionLimits: InspectionLimits = { milliseconds: 20_000, bytes: 1.25 * 2 ** 30 };

/** Heap limit of the thread in megabytes. Memory that decoders allocate outside the heap counts for `InspectionLimits.bytes`. */
const heapMegabytes = 512;

/**
 * Inspects a file in a worker thread, so that other requests are not delayed. The file is refused when the inspection
 * exceeds its limits or a library throws; the thread is terminated.
 */
export async function inspect(
  task: Task,
  { milliseconds, bytes }: InspectionLimits = inspectionLimits,
): Promise<Inspection<Facts>> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const done = new AbortController();
  const { signal } = done;
  const finished = once(thread, 'message', { signal }).then(([inspection]) => inspection as Inspection<Facts>);
  const exhausted = refused(
    'TOO_INTRICATE',
    'The inspection of the file needs too much time or memory.',
    'FILE_TOO_COMPLEX',
  );
  const limit = Promise.race([
    sleep(milliseconds, undefined, { signal }),
    growthOf(bytes, signal),
    once(thread, 'exit', { signal }),
  ]);
  try {
    return await Promise.race([finished, limit.then(() => exhausted)]);
  } catch (reason) {
    const { code, message } = reason as NodeJS.ErrnoException;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return exhausted;
    return refused('UNREADABLE', `The file cannot be inspected: ${message}`);
  } finally {
    done.abort();
    await Promise.allSettled([thread.terminate(), finished, limit]);
  }
}

/** Resolves when the memory of this process has grown by this many bytes. */
async function growthOf(bytes: number, signal: AbortSignal): Promise<void> {
  const before = process.memoryUsage.rss();
  while (process.memoryUsage.rss() - before < bytes) await sleep(25, undefined, { signal });
}
