import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { HttpError } from '#kit/process/http/json-client.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { stopAtWarehouse } from './cancellation.ts';
import type { Config } from './config.ts';
import { openQueueConnection, queueName } from './dead-letters.ts';
import type { Outbox } from './medusa.ts';
import { toParcel, toWarehouse, type Warehouse } from './shipstation.ts';

/** How far back the sweep looks for shipments, in milliseconds: an hour. */
const lookBack = 3_600_000;

/**
 * Delivers orders from the outbox to the warehouse. The outbox is the source of truth: its orders are queued under
 * their id, again if the queue loses them, and leave the outbox when the warehouse has accepted them. The warehouse
 * identifies orders by the same id, so a retry is idempotent. Cancellations and return labels are settled in turns of their own.
 */
export function startDelivery(
  outbox: Outbox,
  warehouse: Warehouse,
  settleLabels: () => Promise<void>,
  config: Config,
  log: Log,
) {
  const queueConnection = openQueueConnection(config.REDIS_URL);
  const queue = new Queue(queueName, {
    ...queueConnection,
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
    // The lock of a killed worker expires, and another worker gets the order.
    {
      ...queueConnection,
      concurrency: 4,
      lockDuration: config.FULFILMENT_LOCK_MS,
      stalledInterval: Math.ceil(config.FULFILMENT_LOCK_MS * 0.3),
      maxStalledCount: 10,
    },
  );
  const onUnavailable = (error: Error) => log.debug({ event: 'queue_unavailable', err: error }, 'queue unavailable');
  queue.on('error', onUnavailable);
  worker.on('error', onUnavailable);
  worker.on('failed', (job, error) => {
    const isDead = job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
    if (!isDead) return log.warn({ event: 'order_retried', orderId: job?.id, err: error }, 'order delivery failed');
    log.warn({ event: 'order_dead_lettered', orderId: job.id, err: error }, 'order moved to dead letters');
    outbox.failed(job.id as string, error.message).catch(() => {});
  });

  const closing = new AbortController();
  const running = { log, signal: closing.signal };
  const reportShipments = async (shipments: Awaited<ReturnType<Warehouse['shipmentsSince']>>) => {
    for (const shipment of shipments) {
      const { orderKey } = shipment;
      const parcel = toParcel(shipment);
      if (!orderKey || !parcel) continue;
      const refusal = await outbox.shipped(orderKey, parcel);
      if (refusal)
        log.warn(
          { event: 'shipment_refused', orderId: orderKey, shipment: parcel.id, refusal },
          'shipment refused by Medusa',
        );
    }
  };
  const enqueue = async () => {
    const ids = await outbox.waiting();
    // An order that is queued already is unchanged. An unavailable queue must not block the task.
    await Promise.race([
      queue.addBulk(ids.map((id) => ({ name: 'order', data: {}, opts: { jobId: id } }))),
      sleep(5_000, undefined, { ref: false }),
    ]);
  };
  const sweep = async () => {
    const found = await outbox.sweep();
    if (found > 0) log.warn({ event: 'missed_orders_found', found }, 'orders were missing from the outbox');
    await reportShipments(await warehouse.shipmentsSince(new Date(Date.now() - lookBack)));
  };
  const cancel = async () => {
    for (const orderId of await outbox.cancellations()) {
      try {
        const answer = await stopAtWarehouse(warehouse, await outbox.order(orderId));
        const state = await outbox.answerCancellation(orderId, answer);
        log.info({ event: 'cancellation_ended', orderId, answer, state }, 'cancellation ended');
      } catch (err) {
        log.warn({ event: 'cancellation_retried', orderId, err }, 'cancellation failed; it is tried again');
      }
    }
  };
  const turns = Promise.all([
    poll(config.FULFILMENT_INTERVAL_MS, 'settling return labels', settleLabels, running),
    poll(config.FULFILMENT_INTERVAL_MS, 'reading cancellations', cancel, running),
    poll(config.FULFILMENT_INTERVAL_MS, 'reading the outbox', enqueue, running),
    poll(config.FULFILMENT_SWEEP_MS, 'sweeping for missed orders and shipments', sweep, running),
  ]);

  return {
    /**
     * Reports the shipments of a notice to Medusa. Rejects with a TypeError for a URL that is not a list
     * of ShipStation shipments.
     */
    shipped: async (address: string): Promise<void> => reportShipments(await warehouse.shipmentsAt(address)),

    async close(): Promise<void> {
      closing.abort();
      await Promise.race([Promise.allSettled([worker.close(), turns]), sleep(5_000, undefined, { ref: false })]);
      await Promise.race([queue.close(), sleep(1_000, undefined, { ref: false })]).catch(() => {});
      queueConnection.connection.disconnect();
    },
  };
}
