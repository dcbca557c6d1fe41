import { type ChildProcess, type ExecFileOptions, execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The processes that this process has started and that still run: all of them end when it ends. */

/** Called for each child when it has started, and again when it has ended. */
type Listener = (pid: number, isAlive: boolean) => void;

const living = new Map<ChildProcess, () => Promise<void>>();
const listeners = new Set<Listener>();
let isEnding = false;

/** Throws after `endChildren` was called. Call it before a child is spawned. */
export function refuseWhenEnding(): void {
  if (isEnding) throw new Error('The program is ending.');
}

/**
 * Adds a child to those that end with this process. Returns the function that ends it: by `signal` first, and, where it
 * still runs `timeout` milliseconds later, by SIGKILL with its whole process group.
 */
export function adopt(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM', timeout = 10_000): () => Promise<void> {
  const { pid } = child;
  if (pid === undefined) return async () => {};
  const stop = () => end(child, signal, timeout);
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

/** Calls `listener` for every running child and for every later one. Returns the function that stops this. */
export function watchChildren(listener: Listener): () => void {
  listeners.add(listener);
  for (const { pid } of living.keys()) listener(pid as number, true);
  return () => void listeners.delete(listener);
}

/** Prevents new children, ends the running ones, and resolves when the last one has ended. */
export async function endChildren(): Promise<void> {
  isEnding = true;
  await Promise.all([...living.values()].map((stop) => stop()));
}

async function end(child: ChildProcess, signal: NodeJS.Signals, timeout: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const killer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeout);
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

/** Whether a process of this id runs, by signal 0, which tests and does nothing. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
