import { Queue } from 'bullmq';
import { openQueueRedis } from '#kit/stores/redis.ts';

/** The queue of orders; the job id is the order id. */
export const queueName = 'fulfilment';

/** The connection of the queue to the Redis at `url`, which the caller disconnects, and the prefix of its keys. */
export function openQueueConnection(url: string) {
  const connection = openQueueRedis(url, 'axiom-fulfilment');
  // The scripts of BullMQ use several keys, which must be in one slot of a cluster. One server keeps the default, because
  // its queue may not be empty.
  return { connection, prefix: connection.isCluster ? '{bull}' : 'bull' };
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
  const queueConnection = openQueueConnection(url);
  const queue = new Queue(queueName, queueConnection);
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
    close: async () => {
      await queue.close();
      queueConnection.connection.disconnect();
    },
  };
}
