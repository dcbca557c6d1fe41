import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends the house that `setup.ts` started. */
export default async function teardown(): Promise<void> {
  const { testHouse } = globalThis as { testHouse?: ChildProcess };
  if (!testHouse || testHouse.exitCode !== null) return;
  const gone = once(testHouse, 'exit');
  testHouse.kill('SIGTERM');
  await gone;
}
