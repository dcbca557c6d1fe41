/** A queue that serves requesters in turn (round robin), however many jobs each has added. */
export interface FairQueue<Job> {
  /** False, with nothing added, where the queue is full. */
  add(requester: string, job: Job): boolean;
  /** Adds before all others, even where the queue is full. */
  addFirst(job: Job): void;
  /** Waits for the next job. Undefined when the queue has ended and nothing waits any more. */
  next(): Promise<Job | undefined>;
  /** Ends every wait for a next job. */
  end(): void;
}

export function createFairQueue<Job>(most: number): FairQueue<Job> {
  /** By requester; the first one is served next. */
  const waiting = new Map<string, Job[]>();
  const first: Job[] = [];
  const idle: (() => void)[] = [];
  let count = 0;
  let hasEnded = false;

  return {
    add: (requester, job) => {
      if (count >= most || hasEnded) return false;
      const jobs = waiting.get(requester);
      if (jobs) jobs.push(job);
      else waiting.set(requester, [job]);
      count += 1;
      idle.shift()?.();
      return true;
    },
    addFirst: (job) => {
      first.push(job);
      idle.shift()?.();
    },
    next: async () => {
      for (;;) {
        const job = first.shift() ?? take();
        if (job !== undefined || hasEnded) return job;
        await new Promise<void>((resolve) => idle.push(resolve));
      }
    },
    end: () => {
      hasEnded = true;
      for (const wake of idle.splice(0)) wake();
    },
  };

  function take(): Job | undefined {
    for (const [requester, jobs] of waiting) {
      waiting.delete(requester);
      const job = jobs.shift();
      if (jobs.length > 0) waiting.set(requester, jobs);
      count -= 1;
      return job;
    }
    return undefined;
  }
}
