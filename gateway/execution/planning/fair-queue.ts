/** A queue that serves requesters round robin, regardless of how many jobs each has added. */
export interface FairQueue<Job> {
  /** Adds a job. Returns false where the queue is full. */
  add(requester: string, job: Job): boolean;
  /** Adds a job before all others, even where the queue is full. */
  addFirst(job: Job): void;
  /** Waits for the next job. Undefined when the queue was ended and is empty. */
  next(): Promise<Job | undefined>;
  /** Ends the queue: resolves all waiting calls of `next`. */
  end(): void;
}

/** Creates a queue of at most `capacity` jobs. */
export function createFairQueue<Job>(capacity: number): FairQueue<Job> {
  /** By requester. The first requester is served next. */
  const waiting = new Map<string, Job[]>();
  const first: Job[] = [];
  const idle: (() => void)[] = [];
  let count = 0;
  let hasEnded = false;

  return {
    add: (requester, job) => {
      if (count >= capacity || hasEnded) return false;
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
