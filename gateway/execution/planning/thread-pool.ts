import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#kit/process/log.ts';
import { throttledRequest } from '../../limits/throttled.ts';
import type { CheckedSupergraph } from './check.ts';
import { createFairQueue } from './fair-queue.ts';
import type { BuiltPlan, PlanBuilder } from './plan-builder.ts';
import { openThread, type Thread, ThreadEnded, type ThreadLimits } from './thread.ts';
import { tooComplex } from './too-complex.ts';

export interface ThreadsOptions extends ThreadLimits {
  /** The number of threads. */
  threads: number;
  /** The maximum number of operations that wait. */
  queue: number;
  log: Log;
  /** Starts a thread. */
  open?: typeof openThread;
}

interface Job {
  operation: string;
  /** The number of threads that crashed while they planned it. */
  crashes: number;
  resolve(built: BuiltPlan): void;
  reject(error: unknown): void;
}

/**
 * Builds plans in worker threads, so that planning does not block the event loop. A thread that exceeds its time or
 * memory is terminated and replaced, and its operation is rejected. After any other crash the operation is retried
 * once.
 */
export function buildPlansInThreads(sdl: string, options: ThreadsOptions): PlanBuilder {
  const { threads, queue, log, open = openThread } = options;
  const jobs = createFairQueue<Job>(queue);
  const first = open(sdl, options, true);
  const started = [first, ...Array.from({ length: threads - 1 }, () => open(sdl, options, false))];
  let hasEnded = false;
  const ends = started.map(serve);

  return {
    ready: Promise.all(started.map(({ ready }) => ready)).then(([supergraph]) => supergraph as CheckedSupergraph),
    build: (operation, requester) =>
      new Promise((resolve, reject) => {
        if (!jobs.add(requester, { operation, crashes: 0, resolve, reject })) reject(throttledRequest(1_000, tooMany));
      }),
    close: async () => {
      hasEnded = true;
      jobs.end();
      await Promise.all(ends);
    },
  };

  async function serve(started: Thread): Promise<void> {
    let thread = started;
    let job = await jobs.next();
    for (; job; job = await jobs.next()) {
      try {
        job.resolve(await thread.plan(job.operation));
      } catch (error) {
        if (error instanceof ThreadEnded) {
          settle(job, error);
          log.warn(
            { event: 'planning_thread_replaced', reason: error.reason, err: error.cause },
            'planning thread replaced',
          );
          thread = await replacement();
        } else job.reject(error);
      }
    }
    await thread.close();
  }

  function settle(job: Job, ended: ThreadEnded): void {
    const { reason } = ended;
    if (reason !== 'crash')
      job.reject(tooComplex(`Planning the operation exceeds its ${reason} limit. Request less at a time.`));
    else if (job.crashes > 0) job.reject(ended);
    else jobs.addFirst({ ...job, crashes: job.crashes + 1 });
  }

  async function replacement(): Promise<Thread> {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      const thread = open(sdl, options, false);
      const isReady = await thread.ready.then(
        () => true,
        () => false,
      );
      if (isReady || hasEnded) return thread;
      await sleep(pause, undefined, { ref: false });
    }
  }
}

const tooMany = 'Too many new operations are waiting to be planned. Try again later.';
