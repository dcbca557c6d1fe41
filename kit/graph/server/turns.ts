/** Shares the event loop between the requests of a process: cooperative scheduling. */
export interface Turns {
  /** Counts work done in this turn of the event loop, in fields. */
  spend(fields: number): void;
  /**
   * Undefined while the turn has capacity. Otherwise resolves in a later turn, after input and timers. Waiters continue
   * round-robin between owners, in order within each `owner`.
   */
  wait(owner: object): Promise<void> | undefined;
  /** Drops the waiters of an owner: they never continue. */
  drop(owner: object): void;
}

/**
 * Turns of about `size` fields. Fields are counted instead of time, so that loaders of resolvers that continue in one
 * turn still batch, and load on the machine does not change the number of calls.
 */
export function createTurns(size: number, later: (next: () => void) => unknown = setImmediate): Turns {
  const queues = new Map<object, { resume: (() => void)[]; next: number }>();
  let spent = 0;
  let isScheduled = false;

  return {
    spend(fields) {
      spent += fields;
      if (isScheduled) return;
      isScheduled = true;
      later(turn);
    },
    wait(owner) {
      if (spent < size) return;
      return new Promise((resolve) => {
        const queue = queues.get(owner);
        if (queue) queue.resume.push(resolve);
        else queues.set(owner, { resume: [resolve], next: 0 });
      });
    },
    drop: (owner) => void queues.delete(owner),
  };

  async function turn(): Promise<void> {
    spent = 0;
    while (queues.size > 0 && spent < size) {
      for (const [owner, queue] of queues) {
        queue.resume[queue.next]?.();
        queue.next += 1;
        if (queue.next === queue.resume.length) queues.delete(owner);
        // Lets the waiter continue within this turn.
        await undefined;
        if (spent >= size) break;
      }
    }
    if (spent > 0 || queues.size > 0) later(turn);
    else isScheduled = false;
  }
}
