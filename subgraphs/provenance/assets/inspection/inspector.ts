import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Asset } from '../assets.ts';
import { type Facts, type Inspection, type Measures, refused } from './inspection.ts';

/** A file to look into: a USDZ with the measures of the GLB that shows the same. */
export type Task = { file: Uint8Array } & (
  | { role: 'MODEL_USDZ'; measures: Measures }
  | { role: Exclude<Asset['role'], 'MODEL_USDZ'>; measures?: undefined }
);

/** How much an inspection may take. */
export interface Allowance {
  milliseconds: number;
  /** How far the memory of this process may grow while the inspection lasts. */
  bytes: number;
}

/** Six times what a file of 64 MiB takes; one that takes more was made to exhaust us. */
const allowance: Allowance = { milliseconds: 20_000, bytes: 1.25 * 2 ** 30 };

/** Megabytes of JavaScript objects; what decoders allocate outside of them is watched by `Allowance.bytes`. */
const heapMegabytes = 512;

/**
 * Inspects a file on a thread of its own, so that other requests are not delayed. A file whose inspection exceeds its
 * allowance of time or memory is refused, and so is a file for which a library throws; the thread is ended then.
 */
export async function inspect(task: Task, { milliseconds, bytes }: Allowance = allowance): Promise<Inspection<Facts>> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const done = new AbortController();
  const { signal } = done;
  const answer = once(thread, 'message', { signal }).then(([inspection]) => inspection as Inspection<Facts>);
  const exhausted = refused(
    'TOO_INTRICATE',
    'The file takes too much time or memory to be checked.',
    'FILE_TOO_COMPLEX',
  );
  const limit = Promise.race([
    sleep(milliseconds, undefined, { signal }),
    growthOf(bytes, signal),
    once(thread, 'exit', { signal }),
  ]);
  try {
    return await Promise.race([answer, limit.then(() => exhausted)]);
  } catch (reason) {
    const { code, message } = reason as NodeJS.ErrnoException;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return exhausted;
    return refused('UNREADABLE', `The file cannot be checked: ${message}`);
  } finally {
    done.abort();
    await Promise.allSettled([thread.terminate(), answer, limit]);
  }
}

/** Resolves when the memory of this process has grown by so many bytes. */
async function growthOf(bytes: number, signal: AbortSignal): Promise<void> {
  const before = process.memoryUsage.rss();
  while (process.memoryUsage.rss() - before < bytes) await sleep(25, undefined, { signal });
}
