import { constants } from 'node:os';
import { endChildren } from '#kit/process/children.ts';
import { startReaper } from './reaper.ts';

/** How a program that starts others ends. */
export interface Ending {
  /** Whether it has begun. */
  readonly isAsked: boolean;
  /** Ends the program with this exit code, and all that it has started before. The first call counts. */
  end(code: number): Promise<never>;
}

export interface EndingOptions {
  /** Stops in order what runs; it has 20 seconds. Children that it leaves are ended afterwards. */
  stop?(): Promise<void>;
  /** Whether to end when the process that started this one is gone. */
  followsParent: boolean;
  /** Whether it is no failure to be asked to end: the exit code is 0 then, and else 128 plus the number of the signal. */
  runsUntilAsked?: boolean;
}

/** Milliseconds after which what does not stop in order is ended all the same. */
const timeout = 20_000;

/**
 * Ensures that no process is left when this one ends: by Ctrl-C, by SIGTERM, with its terminal (SIGHUP), with its parent, or
 * by SIGKILL. Children that are still starting are ended too, and no new ones are started.
 */
export function prepareEnding({ stop = async () => {}, followsParent, runsUntilAsked }: EndingOptions): Ending {
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
    void end(runsUntilAsked ? 0 : 128 + constants.signals[signal]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endBy);
  // A closed terminal or pipe must not end this process before its children are ended.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  if (followsParent) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && endBy('SIGTERM'), 250).unref();
  }
  return {
    get isAsked() {
      return ended !== undefined;
    },
    end,
  };
}

/** Whether npm started this process, which then must not outlive it. */
export const isRunByNpm = process.env.npm_lifecycle_event !== undefined;
