import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { type Backoff, defaultBackoff, delayBefore } from './backoff.ts';

/** A running backend or service. */
export type Running = Omit<LocalBackend, 'kind'> & { kind: LocalBackend['kind'] | 'ours' };

/** The outage of a part that ended unexpectedly and is not running again yet. */
export interface Outage {
  /** When it ended, in milliseconds since 1970. */
  since: number;
  /** Why it ended, or why the last attempt to start it failed. */
  reason: string;
  /** The number of the next attempt to start it; the first is 1. */
  attempt: number;
  /** When that attempt begins, in milliseconds since 1970. */
  nextAt: number;
}

/** A backend or service of the installation. It can be stopped and started, and is restarted whenever it crashes. */
export interface Part {
  /** Short name: `medusa`, `gateway`. */
  id: string;
  /** The running process; undefined while it is stopped or being restarted. */
  readonly running: Running | undefined;
  /** Why it is down; undefined while it runs, and after it was stopped deliberately. */
  readonly outage: Outage | undefined;
  /** The duration of the last start in milliseconds. */
  readonly startedIn: number;
  /** Starts it, without waiting for the next planned attempt. Rejects if it cannot be started; it then stays stopped. */
  start(): Promise<Running>;
  /** Ends it and cancels attempts to start it. Resolves when no process of it is left. */
  stop(): Promise<void>;
}

/** Callbacks for the changes of a part's state. */
export interface PartEvents {
  started(id: string, running: Running): void;
  /** It ended unexpectedly, or could not be started again. The next attempt is planned. */
  down(id: string, outage: Outage): void;
}

/**
 * Makes a part from the function that starts it, which must stop trying when its signal aborts. A part that crashes is started
 * again, with exponential backoff and without a limit of attempts, until it runs or is stopped.
 */
export function definePart(
  id: string,
  launch: (signal: AbortSignal) => Promise<Running>,
  events: PartEvents,
  backoff: Backoff = defaultBackoff,
): Part {
  let running: Running | undefined;
  let outage: Outage | undefined;
  let startedIn = 0;
  let startedAt = 0;
  let attempts = 0;
  /** Cancels the current start or the delay before it. */
  let work = new AbortController();
  let launching: Promise<Running> | undefined;

  const launchOnce = async (signal: AbortSignal): Promise<Running> => {
    const began = Date.now();
    const launched = await launch(signal);
    if (signal.aborted) {
      await launched.stop();
      signal.throwIfAborted();
    }
    startedAt = Date.now();
    startedIn = startedAt - began;
    running = launched;
    outage = undefined;
    events.started(id, launched);
    void launched.crashed.then((reason) => {
      if (running === launched) void recover(reason);
    });
    return launched;
  };

  const attempt = (): Promise<Running> => {
    launching = launchOnce(work.signal).finally(() => {
      launching = undefined;
    });
    return launching;
  };

  const recover = async (crash: string): Promise<void> => {
    running = undefined;
    const { signal } = work;
    const since = Date.now();
    if (since - startedAt >= backoff.healthy) attempts = 0;
    for (let reason = crash; !signal.aborted; ) {
      attempts += 1;
      const delay = delayBefore(attempts, backoff);
      outage = { since, reason, attempt: attempts, nextAt: Date.now() + delay };
      events.down(id, outage);
      try {
        await sleep(delay, undefined, { signal });
        await attempt();
        return;
      } catch (error) {
        reason = reasonOf(error);
      }
    }
  };

  const stop = async () => {
    work.abort();
    work = new AbortController();
    attempts = 0;
    const stopped = running;
    running = undefined;
    outage = undefined;
    await launching?.catch(() => {});
    await stopped?.stop();
  };

  return {
    id,
    get running() {
      return running;
    },
    get outage() {
      return outage;
    },
    get startedIn() {
      return startedIn;
    },
    start: async () => {
      if (running) return running;
      await stop();
      return attempt();
    },
    stop,
  };
}
