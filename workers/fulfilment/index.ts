import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Environment } from '#kit/process/config.ts';
import { type Handler, listen, sendJson, sendReadiness } from '#kit/process/http/http.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { readFulfilmentConfig } from './config.ts';
import { startDelivery } from './delivery.ts';
import { outboxAt } from './medusa.ts';
import { warehouseAt } from './shipstation.ts';

/** What ShipStation posts: https://www.shipstation.com/docs/api/webhooks/ */
const Notice = z.object({ resource_url: z.string(), resource_type: z.string() });

/** The longest notice that is read, in bytes. */
const longest = 16_384;

/**
 * Takes orders to the warehouse and tells Medusa what was sent. Answers `/health/live` and `/health/ready`, and
 * `POST /webhooks/shipstation/<secret>` from ShipStation.
 */
export async function startFulfilment(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readFulfilmentConfig(env);
  const log = createLog('fulfilment', config.LOG_LEVEL);
  const outbox = outboxAt(config.MEDUSA_URL, config.MEDUSA_WORKER_TOKEN);
  const warehouse = warehouseAt(config.SHIPSTATION_URL, config.SHIPSTATION_KEY, config.SHIPSTATION_SECRET);
  const delivery = startDelivery(outbox, warehouse, config, log);
  const webhook = `/webhooks/shipstation/${config.SHIPSTATION_WEBHOOK_SECRET}`;

  const handle: Handler = async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fulfilment');
    if (pathname === '/health/live') return sendJson(response, 200, { status: 'live' });
    if (pathname === '/health/ready') return sendReadiness(response, outbox.check(), 'Medusa is away');
    // Whoever does not know the address learns nothing, not even that there is one.
    if (request.method !== 'POST' || !timingSafeEqualText(pathname, webhook))
      return sendJson(response, 404, { status: 'not found' });
    const notice = Notice.safeParse(await readJson(request));
    if (!notice.success) return sendJson(response, 400, { status: 'not a notice' });
    try {
      // Of the notice only where to look is taken: what was sent, ShipStation says itself.
      if (notice.data.resource_type === 'SHIP_NOTIFY') await delivery.shipped(notice.data.resource_url);
      sendJson(response, 200, { status: 'ok' });
    } catch (error) {
      if (error instanceof TypeError && error.cause === undefined) {
        return sendJson(response, 400, { status: 'not an address of ShipStation' });
      }
      log.warn({ event: 'shipment_notice_failed', err: error }, 'shipment notice failed; the next sweep retries');
      sendJson(response, 503, { status: 'try again' });
    }
  };
  const listening = await listen(handle, config.FULFILMENT_PORT, config.HOST);
  const target = new URL(webhook, config.FULFILMENT_URL).href;
  warehouse
    .subscribe(target)
    .catch((error) =>
      log.warn({ event: 'webhook_subscription_failed', err: error }, 'webhook subscription at ShipStation failed'),
    );
  log.info({ event: 'listening', url: listening.url }, 'listening');
  return {
    url: listening.url,
    async close() {
      await Promise.all([listening.close(), delivery.close()]);
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > longest) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

if (import.meta.main) await runProcess(() => startFulfilment(process.env));
