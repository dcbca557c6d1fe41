import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';

/**
 * Repeats `work` until `signal` aborts, with a pause of `interval` milliseconds between runs. After failures the pause
 * grows from 1 to 5 seconds. The first failure in a row is logged with the name of the task. Resolves when the last run
 * has ended.
 */
export async function poll(
  interval: number,
  task: string,
  work: () => Promise<unknown>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) log.warn({ event: 'task_failed', task, err: error }, 'periodic task failed');
    }
    const pause = failures > 0 ? Math.min(5_000, 500 * 2 ** failures) : interval;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}
