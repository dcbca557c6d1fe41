import { type ChildProcess, type ExecFileOptions, execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The running child processes of this process. They are stopped when it exits. */

/** Called for each child when it has started, and again when it has exited. */
type Listener = (pid: number, isAlive: boolean) => void;

const living = new Map<ChildProcess, () => Promise<void>>();
const listeners = new Set<Listener>();
let isEnding = false;

/** Throws after `endChildren` was called. Call it before spawning a child. */
export function refuseWhenEnding(): void {
  if (isEnding) throw new Error('The program is shutting down.');
}

/**
 * Registers a child that stops with this process. Returns the function that stops it: with `signal`, and after
 * `timeout` milliseconds with SIGKILL to its whole process group.
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

/** Runs a program to completion as a registered child and resolves to its output. Rejects as `execFile` does. */
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

/** Calls `listener` for every running child and every later one. Returns the function that unsubscribes. */
export function watchChildren(listener: Listener): () => void {
  listeners.add(listener);
  for (const { pid } of living.keys()) listener(pid as number, true);
  return () => void listeners.delete(listener);
}

/** Prevents new children, stops the running ones, and resolves when all have exited. */
export async function endChildren(): Promise<void> {
  isEnding = true;
  await Promise.all([...living.values()].map((stop) => stop()));
}

async function end(child: ChildProcess, signal: NodeJS.Signals, timeout: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const killer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeout);
  child.kill(signal);
  await exited;
  clearTimeout(killer);
}

/** Sends a signal to the process group of the child, without effect if all of it has exited. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid as number), signal);
  } catch {
    child.kill(signal);
  }
}

/** Whether a process with this id is running, by signal 0, which has no effect. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
