import { z } from 'zod';
import { backendError } from '#kit/graph/errors.ts';
import type { Environment } from '#kit/process/config.ts';
import { HttpRefusal, readJson, sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog, type Log } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { invoicesBucket } from '#kit/stores/s3.ts';
import { type Config, readFulfilmentConfig } from './config.ts';
import { startDelivery } from './delivery.ts';
import { labelsAt } from './labels.ts';
import { type Outbox, outboxAt } from './medusa.ts';
import { type LabelFiles, openLabelFiles, settleLabels } from './return-labels.ts';
import { warehouseAt } from './shipstation.ts';

/** What ShipStation posts: https://www.shipstation.com/docs/api/webhooks/ */
const Notice = z.object({ resource_url: z.string(), resource_type: z.string() });

/** The largest notice, in bytes. */
const noticeLimit = 16_384;

/**
 * Sends orders to the warehouse and reports shipments to Medusa. ShipStation sends its notices to
 * `POST /webhooks/shipstation/<secret>`.
 */
export async function startFulfilment(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readFulfilmentConfig(env);
  const log = createLog('fulfilment', config.LOG_LEVEL);
  const outbox = outboxAt(config.MEDUSA_URL, config.MEDUSA_WORKER_TOKEN);
  const warehouse = warehouseAt(config.SHIPSTATION_URL, config.SHIPSTATION_KEY, config.SHIPSTATION_SECRET);
  const files = openLabelFiles(invoicesBucket(config));
  const delivery = startDelivery(outbox, warehouse, labelTurns(config, outbox, files, log), config, log);
  const webhook = `/webhooks/shipstation/${config.SHIPSTATION_WEBHOOK_SECRET}`;

  const receiveNotice: Handler = async (request, response) => {
    const notice = Notice.safeParse(await readJson(request, noticeLimit));
    if (!notice.success) throw new HttpRefusal(400, 'bad request', 'The body is not a ShipStation notice.');
    try {
      // Only the resource URL is used: the notice is not authenticated, so the shipment is read from ShipStation.
      if (notice.data.resource_type === 'SHIP_NOTIFY') await delivery.shipped(notice.data.resource_url);
      sendJson(response, 200, { status: 'ok' });
    } catch (error) {
      if (error instanceof TypeError && error.cause === undefined) {
        throw new HttpRefusal(400, 'bad request', 'The resource URL is not a ShipStation URL.');
      }
      log.warn({ event: 'shipment_notice_failed', err: error }, 'shipment notice failed; the next sweep retries');
      throw new HttpRefusal(503, 'unavailable', 'Try again later.');
    }
  };
  const listening = await startService({
    port: config.FULFILMENT_PORT,
    host: config.HOST,
    log,
    ready: () =>
      outbox.check().catch((cause) => {
        throw backendError('Medusa', cause);
      }),
    unmatched: (request, response) => {
      // Compared in constant time and 404 for every other path, so that the secret path cannot be guessed.
      const [path = '/'] = (request.url ?? '/').split('?');
      const isNotice = request.method === 'POST' && timingSafeEqualText(path, webhook);
      return isNotice ? receiveNotice(request, response) : sendJson(response, 404, { status: 'not found' });
    },
  });
  const target = new URL(webhook, config.FULFILMENT_URL).href;
  warehouse
    .subscribe(target)
    .catch((error) =>
      log.warn({ event: 'webhook_subscription_failed', err: error }, 'webhook subscription at ShipStation failed'),
    );
  return {
    url: listening.url,
    async close() {
      await Promise.all([listening.close(), delivery.close()]);
      files.close();
    },
  };
}

/** Settles the labels of returns; does nothing where no carrier is configured. */
function labelTurns(config: Config, outbox: Outbox, files: LabelFiles, log: Log): () => Promise<void> {
  const { SHIPSTATION_RETURN_CARRIER: carrier, SHIPSTATION_RETURN_SERVICE: service } = config;
  if (!carrier || !service) {
    log.warn({ event: 'return_labels_off' }, 'returns get no labels: no carrier is configured');
    return async () => {};
  }
  const labels = labelsAt(config.SHIPSTATION_URL, config.SHIPSTATION_KEY, config.SHIPSTATION_SECRET, {
    ...{ carrier, service, packageCode: config.SHIPSTATION_RETURN_PACKAGE, grams: config.SHIPSTATION_RETURN_GRAMS },
  });
  const trackingPage = config.SHIPSTATION_RETURN_TRACKING_URL;
  const claimFor = config.FULFILMENT_LOCK_MS * 6;
  return () => settleLabels({ outbox, labels, files, trackingPage, carrier, claimFor, log });
}

if (import.meta.main) await runProcess(() => startFulfilment(process.env));
