import { Worker } from 'node:worker_threads';
import type { Made } from './maker.ts';
import { tooComplex } from './planner.ts';
import type { PlanningMessage } from './worker.ts';

/** One planning thread. */
export interface Thread {
  /** Resolves when it can plan; rejects where it cannot be started or the supergraph cannot be planned for. */
  ready: Promise<void>;
  /** Plans one operation at a time. Rejects with `ThreadEnded` where the thread has ended on the way. */
  plan(operation: string): Promise<Made>;
  close(): Promise<void>;
}

/** A thread has ended: it took too long, too much memory, or crashed. */
export class ThreadEnded extends Error {
  readonly reason: 'time' | 'memory' | 'crash';

  constructor(reason: ThreadEnded['reason'], cause?: unknown) {
    super('A planning thread has ended.', { cause });
    this.reason = reason;
  }
}

export interface ThreadLimits {
  /** Milliseconds that one plan may take. */
  timeout: number;
  /** Megabytes that the thread may use. */
  memory: number;
}

/** Megabytes for objects that were made last; by itself Node takes up to 48 for these. */
const youngGeneration = 16;

/** Starts a thread that plans for a supergraph. It keeps no process running by itself. */
export function openThread(sdl: string, { timeout, memory }: ThreadLimits): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'planning',
    workerData: sdl,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngGeneration },
  });
  worker.unref();
  let fail: (error: unknown) => void = () => {};
  let take: (answer: PlanningMessage) => void = () => {};
  let hasEnded: ThreadEnded | undefined;

  const ready = new Promise<void>((resolve, reject) => {
    [take, fail] = [() => resolve(), reject];
  });
  // It may reject while nothing waits for it.
  ready.catch(() => {});
  const end = (ended: ThreadEnded) => {
    hasEnded ??= ended;
    fail(hasEnded);
  };
  worker.on('message', (answer: PlanningMessage) => take(answer));
  worker.on('error', (error: Error & { code?: string }) =>
    end(new ThreadEnded(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', error)),
  );
  worker.on('exit', (code) => end(new ThreadEnded('crash', new Error(`It exited with code ${code}.`))));

  return {
    ready,
    plan: (operation) =>
      new Promise<Made>((resolve, reject) => {
        if (hasEnded) return reject(hasEnded);
        const timer = setTimeout(() => {
          // An answer may have come while the event loop was busy; it is read first.
          setImmediate(() => {
            if (take === ignore) return;
            end(new ThreadEnded('time'));
            void worker.terminate();
          });
        }, timeout);
        const done = () => {
          clearTimeout(timer);
          take = ignore;
        };
        fail = (error) => {
          done();
          reject(error);
        };
        take = (answer) => {
          done();
          if (answer.kind === 'planned')
            resolve({ plan: JSON.parse(answer.plan), took: answer.took, size: answer.plan.length });
          else if (answer.kind === 'refused') reject(tooComplex(answer.message));
          else reject(new Error(`The operation cannot be planned: ${answer.kind === 'failed' ? answer.message : ''}`));
        };
        worker.postMessage(operation);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}

const ignore = () => {};
