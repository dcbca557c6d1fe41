import { Queue } from 'bullmq';

/** The queue of orders; the job id is the order id. */
export const queueName = 'fulfilment';

/** The connection options of the queue: commands wait until Redis is available, because no client waits for them. */
export function connectionTo(url: string) {
  return {
    url,
    maxRetriesPerRequest: null,
    connectTimeout: 2_000,
    retryStrategy: (n: number) => Math.min(n * 100, 2_000),
  };
}

/** An order that could not be delivered, and the reason. */
export interface DeadLetter {
  orderId: string;
  attempts: number;
  failedAt: Date;
  reason: string;
}

/** Dead letters: orders whose attempts are exhausted. An operator decides what happens to them. */
export interface DeadLetters {
  list(): Promise<DeadLetter[]>;
  /** Retries these orders, or all; resolves to their number. */
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
