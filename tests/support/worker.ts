import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitUntilReady } from '#kit/process/wait-until-ready.ts';

/** A worker in its own process. */
export interface LocalWorker {
  url: string;
  pid: number;
  /** Sends SIGKILL. */
  kill(): Promise<void>;
}

/** Starts the worker with this main file on `port` of 127.0.0.1, and waits until it is ready. */
export async function startWorker(file: string, port: number, env: Record<string, string | undefined>) {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
    stdio: 'ignore',
  });
  await waitUntilReady(url);
  const worker: LocalWorker = {
    url,
    pid: child.pid as number,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
  return worker;
}
