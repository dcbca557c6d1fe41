import { Queue } from 'bullmq';

/** Orders on their way, by their ids. */
export const queueName = 'fulfilment';

/** How a connection of the queue behaves: its commands wait for Redis to come back, since nobody waits for them. */
export function connectionTo(url: string) {
  return {
    url,
    maxRetriesPerRequest: null,
    connectTimeout: 2_000,
    retryStrategy: (n: number) => Math.min(n * 100, 2_000),
  };
}

/** An order that could not be delivered, and why. */
export interface DeadLetter {
  orderId: string;
  attempts: number;
  failedAt: Date;
  reason: string;
}

/** The dead letters: orders that were tried as often as they are, and are left to people. */
export interface DeadLetters {
  list(): Promise<DeadLetter[]>;
  /** Sends those orders, or all, once more; returns how many. */
  replay(orderIds: readonly string[] | 'all'): Promise<number>;
  close(): Promise<void>;
}

/** Opens the dead letters in the Redis at `url`. */
export function openDeadLetters(url: string): DeadLetters {
  const queue = new Queue(queueName, { connection: connectionTo(url) });
  queue.on('error', () => {});
  return {
    list: async () =>
      (await queue.getFailed(0, 999)).map((job) => ({
        orderId: job.id ?? '',
        attempts: job.attemptsMade,
        failedAt: new Date(job.finishedOn ?? job.timestamp),
        reason: job.failedReason ?? '',
      })),
    replay: async (orderIds) => {
      const failed = await queue.getFailed(0, 999);
      const chosen = failed.filter(({ id }) => orderIds === 'all' || orderIds.includes(id ?? ''));
      for (const job of chosen) await job.retry('failed', { resetAttemptsMade: true });
      return chosen.length;
    },
    close: () => queue.close(),
  };
}
