import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { reasonOf } from '../run-process.ts';
import type { ProcessMessage } from './bounded-process.ts';

/** Call it in the file for `runInProcess`: performs the task that the parent sends, once, and sends the result. */
export function serveTask<Task, Result, Step = never>(
  work: (task: Task, onStep: (step: Step) => void) => Result | Promise<Result>,
): void {
  // A thread, because the work may block the event loop of this one. The work begins when it watches.
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
    workerData: { before: process.memoryUsage.rss(), bytes: Number(process.argv[2]), parent: process.ppid },
  });
  const watched = once(watchdog, 'message');
  const send = (message: ProcessMessage<Result, Step>) => void process.send?.(message);
  process.once('message', async ({ task }: { task: Task }) => {
    try {
      await watched;
      send({ result: await work(task, (step) => send({ step })) });
    } catch (error) {
      send({ error: reasonOf(error) });
    }
  });
}
