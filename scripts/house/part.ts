import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalBackend } from '#kit/backend.ts';

/** Something of the house that runs: a backend or a room. */
export type Running = Omit<LocalBackend, 'kind'> & { kind: LocalBackend['kind'] | 'ours' };

/** A part of the house: it can be stopped and started again, and comes back by itself when it crashes. */
export interface Part {
  /** Short name: `medusa`, `gateway`. */
  id: string;
  /** What runs now; undefined while it is stopped or being restarted. */
  readonly running: Running | undefined;
  /** Milliseconds the last start took. */
  readonly startedIn: number;
  start(): Promise<Running>;
  stop(): Promise<void>;
}

/** What a part tells whoever runs the house. */
export interface PartEvents {
  started(id: string, running: Running): void;
  /** It ended by itself; it is being started again. */
  crashed(id: string, reason: string): void;
  /** It crashed too often, or could not be started again; it stays down. */
  lost(id: string, reason: string): void;
}

/**
 * Makes a part from the function that starts it. Crashes are reported and answered by a restart, never silent; a part that
 * crashes more than `mostCrashes` times within a minute is given up.
 */
export function definePart(id: string, launch: () => Promise<Running>, events: PartEvents, mostCrashes = 3): Part {
  let running: Running | undefined;
  let startedIn = 0;
  let crashes: number[] = [];

  const start = async () => {
    const began = Date.now();
    const launched = await launch();
    startedIn = Date.now() - began;
    running = launched;
    events.started(id, launched);
    void launched.crashed.then((reason) => recover(launched, reason));
    return launched;
  };

  const recover = async (launched: Running, reason: string) => {
    if (running !== launched) return;
    running = undefined;
    crashes = [...crashes.filter((time) => time > Date.now() - 60_000), Date.now()];
    if (crashes.length > mostCrashes) return events.lost(id, reason);
    events.crashed(id, reason);
    await sleep(200 * crashes.length);
    await start().catch((error) => events.lost(id, error instanceof Error ? error.message : String(error)));
  };

  return {
    id,
    get running() {
      return running;
    },
    get startedIn() {
      return startedIn;
    },
    start,
    stop: async () => {
      const stopped = running;
      running = undefined;
      await stopped?.stop();
    },
  };
}
