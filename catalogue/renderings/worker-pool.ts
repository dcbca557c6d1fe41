import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Finish } from '../finishes.ts';
import type { Form } from '../types.ts';
import type { MadeAssets } from './make.ts';

/** A pool of worker threads that make assets. Threads start on demand. */
export interface WorkerPool {
  /** Makes the assets of a form when a thread is free. Rejects when they are not valid or the pool is closed. */
  make(form: Form, finishes?: readonly Finish[]): Promise<MadeAssets>;
  close(): Promise<void>;
}

/** What a thread is to make. */
export interface Order {
  form: Form;
  finishes: readonly Finish[];
}

interface Job {
  order: Order;
  resolve(assets: MadeAssets): void;
  reject(error: Error): void;
}

/** Opens a pool with one thread per processor, but at most four. */
export function openWorkerPool(size = Math.min(4, availableParallelism())): WorkerPool {
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const working = new Map<Worker, Job>();

  const assign = () => {
    const isFull = idle.length === 0 && working.size === size;
    if (isFull || waiting.length === 0) return;
    const worker = idle.pop() ?? start();
    const job = waiting.shift() as Job;
    working.set(worker, job);
    worker.postMessage(job.order);
  };

  const start = () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    worker.on('message', ({ assets, error }: { assets?: MadeAssets; error?: string }) => {
      const job = working.get(worker);
      working.delete(worker);
      idle.push(worker);
      if (assets) job?.resolve(assets);
      else job?.reject(new Error(error));
      assign();
    });
    worker.on('error', (error) => drop(worker, error));
    worker.on('exit', () => drop(worker, new Error('The worker pool was closed.')));
    return worker;
  };

  const drop = (worker: Worker, reason: unknown) => {
    working.get(worker)?.reject(reason instanceof Error ? reason : new Error(String(reason)));
    working.delete(worker);
  };

  return {
    make: (form, finishes = []) =>
      new Promise((resolve, reject) => {
        waiting.push({ order: { form, finishes }, resolve, reject });
        assign();
      }),
    async close() {
      for (const job of waiting.splice(0)) job.reject(new Error('The worker pool was closed.'));
      await Promise.all([...idle.splice(0), ...working.keys()].map((worker) => worker.terminate()));
    },
  };
}
