import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Stops the installation that `setup.ts` started. */
export default async function teardown(): Promise<void> {
  const { testInstallation } = globalThis as { testInstallation?: ChildProcess };
  if (!testInstallation || testInstallation.exitCode !== null) return;
  const gone = once(testInstallation, 'exit');
  testInstallation.kill('SIGTERM');
  await gone;
}
