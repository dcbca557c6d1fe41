import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Limits of the work in a child process. */
export interface ProcessLimits {
  milliseconds: number;
  /** Maximum growth of the child's memory after its start, in and outside of its heap. */
  bytes: number;
  /** The heap of the child. */
  heapMegabytes: number;
}

/** What a child sends: any number of steps, then its result, or why it has none. */
export type ProcessMessage<Result, Step> = { step: Step } | { result: Result } | { error: string };

/**
 * The result of a child, or why it has none. `EXHAUSTED`: it exceeded a limit, or was ended by the system. `CRASHED`: its work threw an
 * error. `ABORTED`: this process stops, or the
 * system cannot start a child.
 */
export type ProcessOutcome<Result> =
  | { result: Result; failure?: undefined }
  | { failure: 'EXHAUSTED' | 'CRASHED' | 'ABORTED'; reason: string };

/** Signals by which this process, its service manager or a terminal stops a child. */
const stopSignals: (NodeJS.Signals | null)[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/**
 * Runs `file`, which calls `serveTask`, in a child process and ends it afterwards. A file of a client cannot block, fill or crash this
 * process (denial of service), also not from native code, which no thread would survive. The child has no environment variables, so no
 * credentials. It ends with this process. Never rejects.
 */
export async function runInProcess<Result, Step = never>(
  file: URL,
  task: unknown,
  { milliseconds, bytes, heapMegabytes }: ProcessLimits,
  { onStep, signal: stop }: { onStep?(step: Step): void; signal?: AbortSignal } = {},
): Promise<ProcessOutcome<Result>> {
  const aborted = { failure: 'ABORTED', reason: 'the process stops' } as const;
  if (stop?.aborted) return aborted;
  const child = fork(file, [String(bytes)], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const done = new AbortController();
  const { signal } = done;
  const exit = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, by) => resolve(by)));
  const finished = new Promise<ProcessOutcome<Result>>((resolve) => {
    child.on('message', (message: ProcessMessage<Result, Step>) => {
      if ('step' in message) onStep?.(message.step);
      else resolve('error' in message ? { failure: 'CRASHED', reason: message.error } : message);
    });
    child.on('error', ({ message: reason }) => resolve({ failure: 'ABORTED', reason }));
    stop?.addEventListener('abort', () => resolve(aborted), { signal });
  });
  // A failure to send means that the child has ended, which is reported below.
  child.send({ task }, () => {});
  const outOfTime = sleep(milliseconds, undefined, { signal }).then(() => exhausted('too much time'));
  try {
    return await Promise.race([finished, outOfTime, exit.then(reasonOfExit)]);
  } finally {
    done.abort();
    child.kill('SIGKILL');
    // A child that could not be started does not exit.
    await Promise.allSettled([child.pid === undefined ? undefined : exit, outOfTime]);
  }
}

/** The child ends itself by SIGKILL above its limit of memory, as the kernel does; V8 aborts it when its heap is full. */
function reasonOfExit(by: NodeJS.Signals | null): ProcessOutcome<never> {
  if (stopSignals.includes(by)) return { failure: 'ABORTED', reason: `the child was stopped by ${by}` };
  return exhausted(by === null ? 'the child ended without a result' : 'too much memory');
}

function exhausted(reason: string): ProcessOutcome<never> {
  return { failure: 'EXHAUSTED', reason };
}
