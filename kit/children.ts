import { type ChildProcess, type ExecFileOptions, execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The processes that this process has started and not yet ended: all of them end when it ends. */

/** Told of each child when it has started, and again when it is gone. */
type Listener = (pid: number, isAlive: boolean) => void;

const living = new Map<ChildProcess, () => Promise<void>>();
const listeners = new Set<Listener>();
let isEnding = false;

/** Throws once `endChildren` was called: nothing is started any more. To be asked before a child is spawned. */
export function refuseWhenEnding(): void {
  if (isEnding) throw new Error('The program is ending.');
}

/**
 * Counts a child among those that end with this process, from now until it is gone. Returns the function that ends it:
 * by `signal` first, and by SIGKILL, with all that it started, where it is not gone `patience` milliseconds later.
 */
export function adopt(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM', patience = 10_000): () => Promise<void> {
  const { pid } = child;
  if (pid === undefined) return async () => {};
  const stop = () => end(child, signal, patience);
  living.set(child, stop);
  for (const listener of listeners) listener(pid, true);
  child.once('exit', () => {
    living.delete(child);
    for (const listener of listeners) listener(pid, false);
  });
  return stop;
}

/** Runs a program to its end, as a child that ends with this process, and resolves to its output. Rejects as `execFile` does. */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  refuseWhenEnding();
  const output = promisify(execFile)(command, args, { ...options, encoding: 'utf8' });
  adopt(output.child);
  return output;
}

/** Tells `listener` of every child from now on, and of those that live already. Returns the function that ends this. */
export function watchChildren(listener: Listener): () => void {
  listeners.add(listener);
  for (const { pid } of living.keys()) listener(pid as number, true);
  return () => void listeners.delete(listener);
}

/** Lets no more children be started, ends those there are, and resolves when the last one is gone. */
export async function endChildren(): Promise<void> {
  isEnding = true;
  await Promise.all([...living.values()].map((stop) => stop()));
}

async function end(child: ChildProcess, signal: NodeJS.Signals, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const killer = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
  child.kill(signal);
  await gone;
  clearTimeout(killer);
}

/** Signals the child with all that it started; a child already gone is no error. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid as number), signal);
  } catch {
    child.kill(signal);
  }
}
