/** Shares the event loop between the requests of a process. */
export interface Turns {
  /** Counts work done in this turn of the event loop, in fields. */
  spend(fields: number): void;
  /**
   * Undefined while the turn has room. Otherwise resolves in a later turn, after input and timers were served. Those who
   * wait are continued in order, one of each `owner` after the other.
   */
  wait(owner: object): Promise<void> | undefined;
  /** Forgets what an owner waits for: it is never continued. */
  drop(owner: object): void;
}

/**
 * Turns of at most about `size` fields. They are counted and not timed: the loaders of resolvers that are continued in
 * one turn still batch their calls, and a busy machine does not change how many calls an operation makes.
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
        // What waited is continued before the loop goes on, within the same turn.
        await undefined;
        if (spent >= size) break;
      }
    }
    if (spent > 0 || queues.size > 0) later(turn);
    else isScheduled = false;
  }
}
