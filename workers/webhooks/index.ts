import type { Environment } from '#kit/process/config.ts';
import { type Handler, listen, sendJson, sendReadiness } from '#kit/process/http/http.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { readWebhooksConfig } from './config.ts';
import { startDelivery } from './delivery.ts';
import { orderEventsAt } from './medusa.ts';
import { openStore } from './store.ts';
import { openTargets } from './target.ts';

/** Tells partners what happens, by Standard Webhooks. Answers `/health/live` and `/health/ready`. */
export async function startWebhooks(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readWebhooksConfig(env);
  const log = createLog('webhooks', config.LOG_LEVEL);
  const events = orderEventsAt(config.MEDUSA_URL, config.MEDUSA_WORKER_TOKEN);
  const store = openStore(config.WEBHOOKS_DATABASE_URL, config.WEBHOOK_SECRET_KEY);
  const targets = openTargets(config.WEBHOOK_TIMEOUT_MS, {
    exempt: config.WEBHOOK_PRIVATE_TARGETS,
    ports: config.WEBHOOK_PORTS,
  });
  const delivery = startDelivery(events, store, targets, config, log);

  const handle: Handler = async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://webhooks');
    if (pathname === '/health/live') return sendJson(response, 200, { status: 'live' });
    if (pathname === '/health/ready') return sendReadiness(response, store.check(), 'PostgreSQL is away');
    sendJson(response, 404, { status: 'not found' });
  };
  const listening = await listen(handle, config.WEBHOOKS_PORT, config.HOST);
  log.info({ event: 'listening', url: listening.url }, 'listening');
  return {
    url: listening.url,
    async close() {
      await Promise.all([listening.close(), delivery.close()]);
      await Promise.all([targets.close(), store.close()]);
    },
  };
}

if (import.meta.main) await runProcess(() => startWebhooks(process.env));
