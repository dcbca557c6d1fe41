import { Worker } from 'node:worker_threads';
import type { CheckedSupergraph } from './check.ts';
import type { BuiltPlan } from './plan-builder.ts';
import { tooComplex } from './too-complex.ts';
import type { PlanningData, PlanningMessage } from './worker.ts';

/** A planning thread. */
export interface Thread {
  /**
   * Resolves when it is ready, for the first thread with the validated supergraph. Rejects where it cannot start, and
   * with the errors of an invalid supergraph.
   */
  ready: Promise<CheckedSupergraph | undefined>;
  /** Plans one operation at a time. Rejects with `ThreadEnded` where the thread ends before the plan is built. */
  plan(operation: string): Promise<BuiltPlan>;
  close(): Promise<void>;
}

/** A planning thread has ended: by timeout, by its memory limit, or by a crash. */
export class ThreadEnded extends Error {
  readonly reason: 'time' | 'memory' | 'crash';

  constructor(reason: ThreadEnded['reason'], cause?: unknown) {
    super('A planning thread has ended.', { cause });
    this.reason = reason;
  }
}

export interface ThreadLimits {
  /** The timeout of one plan in milliseconds. */
  timeout: number;
  /** The heap limit of the thread in megabytes. */
  memory: number;
}

/** Megabytes of the heap's young generation. Node's default is up to 48. */
const youngGeneration = 16;

/**
 * Starts a planning thread for a supergraph. The first one also validates it. The thread does not keep the process
 * running.
 */
export function openThread(sdl: string, { timeout, memory }: ThreadLimits, isFirst: boolean): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'planning',
    workerData: { sdl, isFirst } satisfies PlanningData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngGeneration },
  });
  worker.unref();
  let fail: (error: unknown) => void = () => {};
  let receive: (message: PlanningMessage) => void = () => {};
  let hasEnded: ThreadEnded | undefined;

  const ready = new Promise<CheckedSupergraph | undefined>((resolve, reject) => {
    fail = reject;
    receive = (message) => {
      if (message.kind === 'ready') resolve(message.supergraph);
      else if (message.kind === 'invalid') reject(new Error(message.message));
    };
  });
  // Against an unhandled rejection.
  ready.catch(() => {});
  const end = (ended: ThreadEnded) => {
    hasEnded ??= ended;
    fail(hasEnded);
  };
  worker.on('message', (message: PlanningMessage) => receive(message));
  worker.on('error', (error: Error & { code?: string }) =>
    end(new ThreadEnded(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', error)),
  );
  worker.on('exit', (code) =>
    end(new ThreadEnded('crash', new Error(`The planning thread exited with code ${code}.`))),
  );

  return {
    ready,
    plan: (operation) =>
      new Promise<BuiltPlan>((resolve, reject) => {
        if (hasEnded) return reject(hasEnded);
        const timer = setTimeout(() => {
          // A plan may have arrived while the event loop was busy; it is read first.
          setImmediate(() => {
            if (receive === ignore) return;
            end(new ThreadEnded('time'));
            void worker.terminate();
          });
        }, timeout);
        const done = () => {
          clearTimeout(timer);
          receive = ignore;
        };
        fail = (error) => {
          done();
          reject(error);
        };
        receive = (message) => {
          done();
          if (message.kind === 'planned')
            resolve({ plan: JSON.parse(message.plan), cpuTime: message.cpuTime, size: message.plan.length });
          else if (message.kind === 'tooComplex') reject(tooComplex(message.message));
          else
            reject(new Error(`The operation cannot be planned: ${message.kind === 'failed' ? message.message : ''}`));
        };
        worker.postMessage(operation);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}

const ignore = () => {};
