import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The message of the test installation's process to its parent once it is ready. */
export interface InstallationInfo {
  /** The gateway's address. */
  gateway: string;
  /** The control interface: stops and starts services, and counts calls. */
  control: string;
  /** Addresses and credentials of its backends. */
  env: Record<string, string>;
}

/** Starts one installation for all stories in its own process, and passes its addresses to the tests. */
export default async function setup(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'installation.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => undefined);
  const installation = await Promise.race([
    once(child, 'message').then(([message]) => message as InstallationInfo),
    ended,
  ]);
  if (!installation) throw new Error('The test installation could not be started.');
  process.env.TEST_GATEWAY = installation.gateway;
  process.env.TEST_CONTROL = installation.control;
  process.env.TEST_ENV = JSON.stringify(installation.env);
  (globalThis as { testInstallation?: ChildProcess }).testInstallation = child;
}
