import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the process of the test house tells when it stands. */
export interface InstallationInfo {
  /** The gateway's address. */
  gateway: string;
  /** Where stories stop and start parts of it, and count calls. */
  control: string;
  /** Addresses and credentials of its backends. */
  env: Record<string, string>;
}

/** Starts one house for all stories, in a process of its own, and tells the tests where it is. */
export default async function setup(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'installation.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => undefined);
  const installation = await Promise.race([
    once(child, 'message').then(([message]) => message as InstallationInfo),
    ended,
  ]);
  if (!installation) throw new Error('The test house could not be started.');
  process.env.TEST_GATEWAY = installation.gateway;
  process.env.TEST_CONTROL = installation.control;
  process.env.TEST_ENV = JSON.stringify(installation.env);
  (globalThis as { testInstallation?: ChildProcess }).testInstallation = child;
}
