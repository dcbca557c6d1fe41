import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition that another process changes is true; rejects after 20 seconds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await holds()); await sleep(50)) {
    if (Date.now() > deadline) throw new Error('It did not come about in time.');
  }
}
