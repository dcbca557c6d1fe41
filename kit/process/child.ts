import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { adopt, refuseWhenEnding, signalGroup } from './children.ts';

/** A program to start, and how to check its readiness. */
export interface ChildOptions {
  /** The name in messages. */
  name: string;
  command: string;
  args: string[];
  /** The complete environment of the child; it inherits nothing. */
  env: Record<string, string | undefined>;
  cwd?: string;
  /** The user and group to run as; only root may set them. */
  uid?: number;
  gid?: number;
  log(line: string): void;
  /** The readiness check, called every 50 ms until it resolves to true. A rejection counts as not ready. */
  ready(): Promise<boolean>;
  /** The start timeout in milliseconds; 60,000 by default. */
  readyTimeout?: number;
  /** Milliseconds between the stop signal and SIGKILL; 10,000 by default. */
  stopTimeout?: number;
  /** The signal for a graceful stop; SIGTERM by default. */
  stopSignal?: NodeJS.Signals;
  /** Cancels the start. */
  signal?: AbortSignal;
}

/** A running child process. */
export interface Child {
  pid: number;
  /** Resolves with the reason when the child exits unexpectedly; otherwise never settles. */
  crashed: Promise<string>;
  /** Stops the child and resolves when it has exited. Safe to call twice. */
  stop(): Promise<void>;
}

/** The maximum length of one line of a child's output in a message. */
const longestWords = 300;

/**
 * Starts a program in its own process group, so that Ctrl-C in the terminal reaches only this process, which stops the
 * children in order. Resolves when the program is ready. Rejects with the last lines of its output when it exits or the
 * start times out; no process remains then. The child never outlives this process: see `children.ts`.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  refuseWhenEnding();
  options.signal?.throwIfAborted();
  const tail: string[] = [];
  let fatal: string | undefined;
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env as NodeJS.ProcessEnv,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      // Some programs print a whole stack as one line of JSON; the log contains all of it.
      const words = line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
      if (tail.push(words) > 20) tail.shift();
      // V8 prints the reason before a long native stack.
      if (line.startsWith('FATAL ERROR:')) fatal = words;
      options.log(line);
    });
  }

  let stopping = false;
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', async (code, signal) => {
      // What it has started would keep its ports.
      signalGroup(child, 'SIGKILL');
      // Its last output may arrive later, and a grandchild can keep the pipes open for longer.
      await Promise.race([closed, sleep(500)]);
      resolve(signal ? `killed by ${signal}` : `exit code ${code}`);
    });
  });
  const end = adopt(child, options.stopSignal, options.stopTimeout);
  const stop = async () => {
    stopping = true;
    await end();
  };

  // A pending `ready` call must not delay the cancellation.
  const limit = AbortSignal.any([
    AbortSignal.timeout(options.readyTimeout ?? 60_000),
    ...(options.signal ? [options.signal] : []),
  ]);
  const overdue = new Promise<false>((resolve) => limit.addEventListener('abort', () => resolve(false)));
  for (;;) {
    const isReady = await Promise.race([options.ready().catch(() => false), ended, overdue]);
    if (isReady === true) break;
    if (typeof isReady === 'string' || limit.aborted) {
      await stop();
      options.signal?.throwIfAborted();
      const why = typeof isReady === 'string' ? `ended (${isReady})` : 'did not answer in time';
      throw new Error([`${options.name} ${why}. Its last output:`, ...tail].join('\n  '));
    }
    await Promise.race([sleep(50), ended, overdue]);
  }

  const crashed = new Promise<string>((resolve) => {
    ended.then((reason) => {
      if (!stopping) resolve([reason, ...(fatal ? [fatal] : tail.slice(-5))].join('\n  '));
    });
  });
  return { pid: child.pid as number, crashed, stop };
}
