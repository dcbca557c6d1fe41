import { type CallCounts, createCallWindow } from './call-window.ts';

/**
 * The outcome of a call. `failed`: a timeout or an invalid response. `unreachable`: the connection failed or broke.
 * `uncounted`: a failure that does not indicate a fault of the target: the client caused it or disconnected.
 */
export type Outcome = 'succeeded' | 'failed' | 'unreachable' | 'uncounted';

/** A circuit breaker: rejects calls at once while the target is unavailable, so that requests do not wait for it. */
export interface Breaker {
  /**
   * Admits a call on behalf of a client. The returned function must be called once, with the outcome. Undefined: the
   * call is rejected.
   */
  admit(client: string): ((outcome: Outcome) => void) | undefined;
  /** Stops probing. */
  end(): void;
}

export type BreakerState = 'open' | 'recovering' | 'closed';

export interface BreakerOptions {
  /** Resolves if the target responds, otherwise rejects, within about a second. */
  probe(): Promise<unknown>;
  /** Called on each change of state. */
  changed?(state: BreakerState): void;
}

/** The sliding window in which calls are counted, in milliseconds. */
const window = 10_000;

/** The failures at which the breaker opens: a minimum number, and a share of the calls. */
const threshold = { failures: 5, share: 0.5 };

/** The number of clients that must have failures, not counting the client with the most. */
const minOtherClients = 2;

/** The number of consecutive unreachable calls at which the breaker opens. */
const maxUnreachable = 3;

/** The number of consecutive probes that must fail where only few clients have failures. */
const confirmingProbes = 3;

/** Milliseconds between two probes. */
const probeInterval = 500;

/** Concurrent calls during recovery: `first` at the beginning, doubled after each `step` milliseconds, up to `max`. */
const recovery = { first: 4, step: 250, max: 64 };

/**
 * A circuit breaker over the share of failures within a sliding window. It opens
 * - after three consecutive calls that could not connect or lost their connection;
 * - where at least half of the calls of several clients fail, not counting the client with the most failures;
 * - where fewer clients have failures, only after three probes failed as well, so that one client's operations cannot
 *   open the breaker for others.
 * While it is open, it probes the target itself and uses no client's request for it. After a successful probe, it
 * allows a growing number of concurrent calls.
 */
export function createBreaker({ probe, changed }: BreakerOptions): Breaker {
  const calls = createCallWindow(window);
  let state: BreakerState = 'closed';
  let unreachableInARow = 0;
  let recovering = { since: 0, running: 0 };
  let isConfirming = false;
  let hasEnded = false;
  let timer: NodeJS.Timeout | undefined;

  return {
    admit(client) {
      if (state === 'open') return;
      if (state === 'closed') return (outcome) => report(client, outcome);
      const now = recovering;
      const steps = Math.floor((performance.now() - now.since) / recovery.step);
      const allowed = recovery.first * 2 ** steps;
      if (allowed > recovery.max) enter('closed');
      else if (now.running >= allowed) return;
      now.running += 1;
      return (outcome) => {
        now.running -= 1;
        report(client, outcome);
      };
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };

  function report(client: string, outcome: Outcome): void {
    // Calls that began before the breaker opened are not counted.
    if (outcome === 'uncounted' || state === 'open' || hasEnded) return;
    unreachableInARow = outcome === 'unreachable' ? unreachableInARow + 1 : 0;
    calls.add(client, outcome !== 'succeeded');
    if (outcome === 'succeeded') return;
    if (unreachableInARow >= maxUnreachable || isUnhealthy(calls.withoutWorst())) open();
    else if (isUnhealthy({ ...calls.all(), clients: minOtherClients }) && !isConfirming) void confirm(confirmingProbes);
  }

  function enter(next: BreakerState): void {
    state = next;
    changed?.(next);
  }

  function open(): void {
    enter('open');
    clearTimeout(timer);
    void recover();
  }

  async function recover(): Promise<void> {
    const isAvailable = await probeSucceeds();
    if (hasEnded) return;
    if (!isAvailable) return later(recover);
    calls.clear();
    unreachableInARow = 0;
    isConfirming = false;
    recovering = { since: performance.now(), running: 0 };
    enter('recovering');
  }

  async function confirm(probesLeft: number): Promise<void> {
    isConfirming = true;
    const isAvailable = await probeSucceeds();
    if (hasEnded || state === 'open') return;
    if (isAvailable) return later(endConfirming);
    if (probesLeft === 1) return open();
    later(() => confirm(probesLeft - 1));
  }

  async function endConfirming(): Promise<void> {
    isConfirming = false;
  }

  function later(next: () => Promise<void>): void {
    timer = setTimeout(next, probeInterval).unref();
  }

  function probeSucceeds(): Promise<boolean> {
    return probe().then(
      () => true,
      () => false,
    );
  }
}

function isUnhealthy({ calls, failures, clients }: CallCounts): boolean {
  return failures >= threshold.failures && failures >= calls * threshold.share && clients >= minOtherClients;
}
