/** A queue in which those who ask are served in turn, however much each asks for. */
export interface Turns<Job> {
  /** False, with nothing added, where the queue is full. */
  add(asker: string, job: Job): boolean;
  /** Adds before all others, even where the queue is full. */
  addFirst(job: Job): void;
  /** Waits for the next job. Undefined when the queue has ended and nothing waits any more. */
  next(): Promise<Job | undefined>;
  /** Lets nobody wait for jobs any longer. */
  end(): void;
}

export function createTurns<Job>(most: number): Turns<Job> {
  /** By asker; the first one is served next. */
  const waiting = new Map<string, Job[]>();
  const first: Job[] = [];
  const idle: (() => void)[] = [];
  let count = 0;
  let hasEnded = false;

  return {
    add: (asker, job) => {
      if (count >= most || hasEnded) return false;
      const jobs = waiting.get(asker);
      if (jobs) jobs.push(job);
      else waiting.set(asker, [job]);
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
    for (const [asker, jobs] of waiting) {
      waiting.delete(asker);
      const job = jobs.shift();
      if (jobs.length > 0) waiting.set(asker, jobs);
      count -= 1;
      return job;
    }
    return undefined;
  }
}
