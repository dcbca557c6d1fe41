import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Form } from '../types.ts';
import type { MadeAssets } from './make.ts';

/** Makes assets on several threads, each started when there is work for it. */
export interface Workshop {
  /** Makes the assets of a form when a thread is free; rejects when they are not valid or the workshop was closed. */
  make(form: Form): Promise<MadeAssets>;
  close(): Promise<void>;
}

interface Job {
  form: Form;
  resolve(assets: MadeAssets): void;
  reject(error: Error): void;
}

/** Opens a workshop with as many threads as the machine has processors, but four at most. */
export function openWorkshop(size = Math.min(4, availableParallelism())): Workshop {
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const working = new Map<Worker, Job>();

  const assign = () => {
    const isFull = idle.length === 0 && working.size === size;
    if (isFull || waiting.length === 0) return;
    const worker = idle.pop() ?? hire();
    const job = waiting.shift() as Job;
    working.set(worker, job);
    worker.postMessage(job.form);
  };

  const hire = () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    worker.on('message', ({ assets, fault }: { assets?: MadeAssets; fault?: string }) => {
      const job = working.get(worker);
      working.delete(worker);
      idle.push(worker);
      if (assets) job?.resolve(assets);
      else job?.reject(new Error(fault));
      assign();
    });
    worker.on('error', (error) => leave(worker, error));
    worker.on('exit', () => leave(worker, new Error('The workshop was closed.')));
    return worker;
  };

  const leave = (worker: Worker, reason: unknown) => {
    working.get(worker)?.reject(reason instanceof Error ? reason : new Error(String(reason)));
    working.delete(worker);
  };

  return {
    make: (form) =>
      new Promise((resolve, reject) => {
        waiting.push({ form, resolve, reject });
        assign();
      }),
    async close() {
      for (const job of waiting.splice(0)) job.reject(new Error('The workshop was closed.'));
      await Promise.all([...idle.splice(0), ...working.keys()].map((worker) => worker.terminate()));
    },
  };
}
