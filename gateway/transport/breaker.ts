import { type CallCounts, createCallWindow } from './call-window.ts';

/**
 * What came of a call. `failed`: no answer in time, or none that can be read. `unreachable`: no connection, or one that
 * broke. `uncounted`: a failure that says nothing of the other side, since the client caused it or has left.
 */
export type Outcome = 'answered' | 'failed' | 'unreachable' | 'uncounted';

/** Keeps calls away from something that does not answer, so that its absence costs nothing. */
export interface Breaker {
  /** Admits a call that is made for this client: its outcome is to be reported, once. Undefined: it must not be made. */
  admit(client: string): ((outcome: Outcome) => void) | undefined;
  /** Ends all probing. */
  end(): void;
}

export type BreakerState = 'open' | 'recovering' | 'closed';

export interface BreakerOptions {
  /** Resolves when the other side answers; rejects while it does not, within a second or so. */
  probe(): Promise<unknown>;
  /** Called with every change of state. */
  changed?(state: BreakerState): void;
}

/** Milliseconds over which calls are counted. */
const window = 10_000;

/** How many failures it takes at least, and which share of the calls. */
const least = { failures: 5, share: 0.5 };

/** From how many clients failures must come, beside the one with the most. */
const otherClients = 2;

/** How many calls in a row find nobody there before it opens. */
const unreachableCalls = 3;

/** How many probes in a row must fail where only few clients report failures. */
const witnesses = 3;

/** Milliseconds between two probes. */
const pause = 500;

/** How many calls at a time are admitted at first after it was open; doubled after each step of milliseconds, up to `most`. */
const recovery = { first: 4, step: 250, most: 64 };

/**
 * A breaker over the share of failures within a sliding window. It opens
 * - at once, where nobody is there: after three calls in a row that could not connect or lost their connection;
 * - where at least half of the calls fail, for several clients, those of the client with the most failures left out;
 * - where fewer clients see such failures, once three probes of its own fail as well: no client's operations alone can
 *   open it for others.
 * While it is open it probes, without spending requests of clients on it. After a probe was answered, it admits a number
 * of calls at a time that grows.
 */
export function createBreaker({ probe, changed }: BreakerOptions): Breaker {
  const calls = createCallWindow(window);
  let state: BreakerState = 'closed';
  let unreachableInARow = 0;
  let recovering = { since: 0, running: 0 };
  let isProbing = false;
  let hasEnded = false;
  let timer: NodeJS.Timeout | undefined;

  return {
    admit(client) {
      if (state === 'open') return;
      if (state === 'closed') return (outcome) => report(client, outcome);
      const now = recovering;
      const steps = Math.floor((performance.now() - now.since) / recovery.step);
      const allowed = recovery.first * 2 ** steps;
      if (allowed > recovery.most) enter('closed');
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
    // What was asked before it opened says nothing new.
    if (outcome === 'uncounted' || state === 'open' || hasEnded) return;
    unreachableInARow = outcome === 'unreachable' ? unreachableInARow + 1 : 0;
    calls.add(client, outcome !== 'answered');
    if (outcome === 'answered') return;
    if (unreachableInARow >= unreachableCalls || isUnwell(calls.withoutWorst())) open();
    else if (isUnwell({ ...calls.all(), clients: otherClients }) && !isProbing) void witness(witnesses);
  }

  function enter(next: BreakerState): void {
    state = next;
    changed?.(next);
  }

  function open(): void {
    enter('open');
    clearTimeout(timer);
    void untilAnswered();
  }

  async function untilAnswered(): Promise<void> {
    const isAnswered = await answers();
    if (hasEnded) return;
    if (!isAnswered) return later(untilAnswered);
    calls.clear();
    unreachableInARow = 0;
    isProbing = false;
    recovering = { since: performance.now(), running: 0 };
    enter('recovering');
  }

  async function witness(left: number): Promise<void> {
    isProbing = true;
    const isAnswered = await answers();
    if (hasEnded || state === 'open') return;
    if (isAnswered) return later(endWitness);
    if (left === 1) return open();
    later(() => witness(left - 1));
  }

  async function endWitness(): Promise<void> {
    isProbing = false;
  }

  function later(next: () => Promise<void>): void {
    timer = setTimeout(next, pause).unref();
  }

  function answers(): Promise<boolean> {
    return probe().then(
      () => true,
      () => false,
    );
  }
}

function isUnwell({ calls, failures, clients }: CallCounts): boolean {
  return failures >= least.failures && failures >= calls * least.share && clients >= otherClients;
}
