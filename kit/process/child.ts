import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { adopt, refuseWhenEnding } from './children.ts';

/** What to run and how to know that it answers. */
export interface ChildOptions {
  /** Name used in messages. */
  name: string;
  command: string;
  args: string[];
  /** The child's whole environment; nothing is inherited beside it. */
  env: Record<string, string | undefined>;
  cwd?: string;
  /** User and group to run as; only root may set them. */
  uid?: number;
  gid?: number;
  log(line: string): void;
  /** Asked every 50 ms until it resolves to true. A rejection counts as "not yet". */
  ready(): Promise<boolean>;
  /** Milliseconds until an unready child is given up; 60,000 by default. */
  readyTimeout?: number;
  /** Milliseconds between SIGTERM and SIGKILL; 10,000 by default. */
  stopTimeout?: number;
  /** The signal that asks this program to end in order; SIGTERM by default. */
  stopSignal?: NodeJS.Signals;
  /** Ends a child that is not ready yet. */
  signal?: AbortSignal;
}

/** A running child process. */
export interface Child {
  pid: number;
  /** Settles with the reason when the child ends without having been asked to; otherwise never. */
  crashed: Promise<string>;
  /** Ends the child and resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** Characters of one line of a child's output that stand in a message. */
const longestWords = 300;

/**
 * Starts a program in a process group of its own (so that a Ctrl-C in the terminal reaches only us, and we end
 * the children in order) and resolves when `ready` says so. Rejects with the last lines of its output when it
 * ends or stays silent too long; no process is left then. It ends with this process at the latest: see `children.ts`.
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
      // Some programs write a whole stack as one line of JSON; the log has it all.
      const words = line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
      if (tail.push(words) > 20) tail.shift();
      // V8 says why it gives up before it prints a long native stack.
      if (line.startsWith('FATAL ERROR:')) fatal = words;
      options.log(line);
    });
  }

  let stopping = false;
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', async (code, signal) => {
      // Its last words may still be on their way; a grandchild can hold the pipes open for longer.
      await Promise.race([closed, sleep(500)]);
      resolve(signal ? `killed by ${signal}` : `exit code ${code}`);
    });
  });
  const end = adopt(child, options.stopSignal, options.stopTimeout);
  const stop = async () => {
    stopping = true;
    await end();
  };

  // Nothing that `ready` waits for may hold up the end of the start.
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
      throw new Error([`${options.name} ${why}. Its last words:`, ...tail].join('\n  '));
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
