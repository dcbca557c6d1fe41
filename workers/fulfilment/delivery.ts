import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { HttpError } from '#kit/process/http/json-client.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import type { Config } from './config.ts';
import { connectionTo, queueName } from './dead-letters.ts';
import type { Outbox } from './medusa.ts';
import { toParcel, toWarehouse, type Warehouse } from './shipstation.ts';

/** How far back parcels are looked for that no webhook told of, in milliseconds: an hour. */
const lookBack = 3_600_000;

/**
 * Takes orders from the outbox to the warehouse. The outbox is the truth and the queue only a vehicle: what waits there
 * is put into the queue under the order's id, again whenever the queue has lost it, and leaves the outbox when the warehouse
 * has taken it. The warehouse knows orders by the same id, so that to try twice is to do once.
 */
export function startDelivery(outbox: Outbox, warehouse: Warehouse, config: Config, log: Log) {
  const queue = new Queue(queueName, {
    connection: connectionTo(config.REDIS_URL),
    defaultJobOptions: {
      attempts: config.FULFILMENT_ATTEMPTS,
      backoff: { type: 'exponential', delay: config.FULFILMENT_BACKOFF_MS, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: false,
    },
  });
  const worker = new Worker<object, void>(
    queueName,
    async (job) => {
      const orderId = job.id as string;
      try {
        const order = await outbox.order(orderId);
        if (order.canceled_at) return await outbox.delivered(orderId, 'canceled');
        await outbox.delivered(orderId, await warehouse.take(toWarehouse(order)));
        log.info({ event: 'order_delivered', orderId }, 'order delivered to the warehouse');
      } catch (error) {
        if (error instanceof HttpError && error.status === 429) {
          await worker.rateLimit((error.retryAfter ?? 60) * 1_000);
          throw Worker.RateLimitError();
        }
        throw error;
      }
    },
    // The lock of a worker that was killed runs out, and the order goes to another.
    {
      connection: connectionTo(config.REDIS_URL),
      concurrency: 4,
      lockDuration: 10_000,
      stalledInterval: 3_000,
      maxStalledCount: 10,
    },
  );
  const isAway = (error: Error) => log.debug({ event: 'queue_unavailable', err: error }, 'queue unavailable');
  queue.on('error', isAway);
  worker.on('error', isAway);
  worker.on('failed', (job, error) => {
    const isDead = job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
    if (!isDead) return log.warn({ event: 'order_retried', orderId: job?.id, err: error }, 'order delivery failed');
    log.warn({ event: 'order_dead_lettered', orderId: job.id, err: error }, 'order moved to dead letters');
    outbox.failed(job.id as string, error.message).catch(() => {});
  });

  const closing = new AbortController();
  const running = { log, signal: closing.signal };
  const tell = async (shipments: Awaited<ReturnType<Warehouse['shipmentsSince']>>) => {
    for (const shipment of shipments) {
      const parcel = toParcel(shipment);
      const refusal = parcel && (await outbox.shipped(shipment.orderKey, parcel));
      if (refusal)
        log.warn(
          { event: 'shipment_refused', orderId: shipment.orderKey, shipment: parcel.id, refusal },
          'shipment refused by Medusa',
        );
    }
  };
  const enqueue = async () => {
    const ids = await outbox.waiting();
    // An order that is under way already stays as it is. A queue that is away must not hold the turn for good.
    await Promise.race([
      queue.addBulk(ids.map((id) => ({ name: 'order', data: {}, opts: { jobId: id } }))),
      sleep(5_000, undefined, { ref: false }),
    ]);
  };
  const sweep = async () => {
    const found = await outbox.sweep();
    if (found > 0) log.warn({ event: 'missed_orders_found', found }, 'orders were missing from the outbox');
    await tell(await warehouse.shipmentsSince(new Date(Date.now() - lookBack)));
  };
  const turns = Promise.all([
    poll(config.FULFILMENT_INTERVAL_MS, 'reading the outbox', enqueue, running),
    poll(config.FULFILMENT_SWEEP_MS, 'looking for what was missed', sweep, running),
  ]);

  return {
    /** Has Medusa make the parcels that a webhook tells of. Rejects with a TypeError for an address that is none. */
    shipped: async (address: string): Promise<void> => tell(await warehouse.shipmentsAt(address)),

    async close(): Promise<void> {
      closing.abort();
      await Promise.race([Promise.allSettled([worker.close(), turns]), sleep(5_000, undefined, { ref: false })]);
      await Promise.race([queue.close(), sleep(1_000, undefined, { ref: false })]).catch(() => {});
    },
  };
}
