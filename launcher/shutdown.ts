import { constants } from 'node:os';
import { endChildren } from '#kit/process/children.ts';
import { startReaper } from './reaper.ts';

/** The shutdown of a program that starts others. */
export interface Shutdown {
  /** Whether it has begun: no new children are started. */
  readonly isRequested: boolean;
  /** Ends all children, and then the program with this exit code. Only the first call has an effect. */
  end(code: number): Promise<never>;
}

export interface ShutdownOptions {
  /** Stops what runs, in order; it has 20 seconds. Children that still run are ended afterwards. */
  stop?(): Promise<void>;
  /** Whether to end when the parent process ends. */
  followsParent: boolean;
  /** Whether a signal is the normal end, with exit code 0. Otherwise the exit code is 128 plus the number of the signal. */
  runsUntilSignal?: boolean;
}

/** Milliseconds that `stop` has. */
const timeout = 20_000;

/**
 * Ensures that no child process is left when this process ends: by SIGINT (Ctrl-C), SIGTERM, SIGHUP (the terminal is closed)
 * or SIGKILL, or with its parent. Children that are still starting are ended too, and no new ones are started.
 */
export function prepareShutdown({ stop = async () => {}, followsParent, runsUntilSignal }: ShutdownOptions): Shutdown {
  const reaper = startReaper();
  let ended: Promise<never> | undefined;

  const finish = async (code: number): Promise<never> => {
    const inOrder = stop().catch(() => {});
    await Promise.race([inOrder, new Promise((resolve) => setTimeout(resolve, timeout))]);
    await endChildren();
    reaper.dismiss();
    process.exit(code);
  };
  const end = (code: number): Promise<never> => {
    ended ??= finish(code);
    return ended;
  };

  const endBy = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') =>
    void end(runsUntilSignal ? 0 : 128 + constants.signals[signal]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endBy);
  // A closed terminal or pipe must not end this process before its children are ended.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  if (followsParent) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && endBy('SIGTERM'), 250).unref();
  }
  return {
    get isRequested() {
      return ended !== undefined;
    },
    end,
  };
}

/** Whether npm started this process, which then must not outlive it. */
export const isRunByNpm = process.env.npm_lifecycle_event !== undefined;
