import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition that another process changes is true; rejects after 20 seconds. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isTrue()); await sleep(50)) {
    if (Date.now() > deadline) throw new Error('The condition did not become true in time.');
  }
}
