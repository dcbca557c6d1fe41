import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';

/**
 * Does `work` again and again until `signal` aborts, `interval` milliseconds after the last time. While it fails it waits
 * up to 5 seconds instead; the first failure in a row is logged as `what` being impossible. Resolves when the last has ended.
 */
export async function poll(
  interval: number,
  what: string,
  work: () => Promise<unknown>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) log.warn({ err: error }, `${what} is not possible at the moment`);
    }
    const pause = failures > 0 ? Math.min(5_000, 500 * 2 ** failures) : interval;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}
