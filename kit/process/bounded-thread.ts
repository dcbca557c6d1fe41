import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Limits of the work in a thread. */
export interface ThreadLimits {
  milliseconds: number;
  /** Maximum growth of this process's memory, including what is allocated outside the heap of the thread. */
  bytes: number;
  /** The heap of the thread. */
  heapMegabytes: number;
}

/** What a thread posts: any number of steps, then its result. */
export type ThreadMessage<Result, Step = never> = { step: Step } | { result: Result };

/** The result of a thread, or why it has none. `EXHAUSTED`: it exceeded a limit, or ended without a result. */
export type ThreadOutcome<Result> =
  | { result: Result; failure?: undefined }
  | { failure: 'EXHAUSTED' | 'CRASHED' | 'ABORTED'; reason: string };

/**
 * Runs `file` in a worker thread, which posts `ThreadMessage`s, and terminates it afterwards. A file of a client cannot block or
 * fill this process (denial of service): a thread above its limits is terminated. Never rejects.
 */
export async function runThread<Result, Step = never>(
  file: URL,
  workerData: unknown,
  { milliseconds, bytes, heapMegabytes }: ThreadLimits,
  { onStep, signal: stop }: { onStep?(step: Step): void; signal?: AbortSignal } = {},
): Promise<ThreadOutcome<Result>> {
  const thread = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
  const done = new AbortController();
  const { signal } = done;
  const finished = new Promise<ThreadOutcome<Result>>((resolve) => {
    thread.on('message', (message: ThreadMessage<Result, Step>) => {
      if ('result' in message) resolve(message);
      else onStep?.(message.step);
    });
    stop?.addEventListener('abort', () => resolve({ failure: 'ABORTED', reason: 'the process stops' }), { signal });
    if (stop?.aborted) resolve({ failure: 'ABORTED', reason: 'the process stops' });
  });
  const exceeded = (reason: string) => (): ThreadOutcome<Result> => ({ failure: 'EXHAUSTED', reason });
  const limits = [
    sleep(milliseconds, undefined, { signal }).then(exceeded('too much time')),
    growthOf(bytes, signal).then(exceeded('too much memory')),
    once(thread, 'exit', { signal }).then(exceeded('the thread ended')),
  ];
  try {
    return await Promise.race([finished, ...limits]);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isFull = code === 'ERR_WORKER_OUT_OF_MEMORY';
    return { failure: isFull ? 'EXHAUSTED' : 'CRASHED', reason: message };
  } finally {
    done.abort();
    await Promise.allSettled([thread.terminate(), ...limits]);
  }
}

/** Resolves when the memory of this process has grown by this many bytes. */
async function growthOf(bytes: number, signal: AbortSignal): Promise<void> {
  const before = process.memoryUsage.rss();
  while (process.memoryUsage.rss() - before < bytes) await sleep(25, undefined, { signal });
}
