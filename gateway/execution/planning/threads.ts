import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#kit/process/log.ts';
import { throttledRequest } from '../../limits/throttled.ts';
import { createFairQueue } from './fair-queue.ts';
import type { Made, PlanMaker } from './maker.ts';
import { tooComplex } from './planner.ts';
import { openThread, type Thread, ThreadEnded, type ThreadLimits } from './thread.ts';

export interface ThreadsOptions extends ThreadLimits {
  /** How many operations are planned at once. */
  threads: number;
  /** How many operations may wait. */
  queue: number;
  log: Log;
  /** Starts a thread. */
  open?: typeof openThread;
}

interface Job {
  operation: string;
  /** How many threads have crashed while they planned this. */
  crashes: number;
  resolve(made: Made): void;
  reject(error: unknown): void;
}

/**
 * Makes plans in threads of their own, so that the event loop serves what is known while something new is planned. A
 * thread that takes too long, or too much memory, is ended and replaced, and its operation is refused. After any other
 * crash the operation is tried once more.
 */
export function planInThreads(sdl: string, options: ThreadsOptions): PlanMaker {
  const { threads, queue, log, open = openThread } = options;
  const jobs = createFairQueue<Job>(queue);
  const first = Array.from({ length: threads }, () => open(sdl, options));
  let hasEnded = false;
  const ends = first.map(serve);

  return {
    ready: Promise.all(first.map(({ ready }) => ready)).then(() => {}),
    make: (operation, requester) =>
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
          log.warn({ reason: error.reason, err: error.cause }, 'a planning thread ended and is replaced');
          thread = await replacement();
        } else job.reject(error);
      }
    }
    await thread.close();
  }

  function settle(job: Job, ended: ThreadEnded): void {
    const { reason } = ended;
    if (reason !== 'crash')
      job.reject(tooComplex(`The operation takes too much ${reason} to plan. Ask for less at once.`));
    else if (job.crashes > 0) job.reject(ended);
    else jobs.addFirst({ ...job, crashes: job.crashes + 1 });
  }

  async function replacement(): Promise<Thread> {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      const thread = open(sdl, options);
      const isReady = await thread.ready.then(
        () => true,
        () => false,
      );
      if (isReady || hasEnded) return thread;
      await sleep(pause, undefined, { ref: false });
    }
  }
}

const tooMany = 'Too many new operations wait to be planned; try again later.';
