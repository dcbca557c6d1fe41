import { backendError } from '#kit/graph/errors.ts';
import type { Environment } from '#kit/process/config.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { readChanges } from './changes.ts';
import { readWebhooksConfig } from './config.ts';
import { type Sources, startDelivery } from './delivery.ts';
import { orderEventsAt } from './medusa.ts';
import { openStore } from './store.ts';
import { openTargets } from './target.ts';

/** Sends events of orders, and changes of what the graph shows, to partners by Standard Webhooks. */
export async function startWebhooks(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readWebhooksConfig(env);
  const log = createLog('webhooks', config.LOG_LEVEL);
  const events = orderEventsAt(config.MEDUSA_URL, config.MEDUSA_WORKER_TOKEN);
  const store = openStore(config.WEBHOOKS_DATABASE_URL, config.WEBHOOK_SECRET_KEY);
  const targets = openTargets(config.WEBHOOK_TIMEOUT_MS, {
    exempt: config.WEBHOOK_PRIVATE_TARGETS,
    ports: config.WEBHOOK_PORTS,
  });
  const redis = openRedis(config.REDIS_URL, 'axiom-webhooks', log);
  const publisher = openPublisher(redis);
  const sources: Sources = { events, changes: (position) => readChanges(redis, publisher, position) };
  const delivery = startDelivery(sources, store, targets, config, log);

  const listening = await startService({
    port: config.WEBHOOKS_PORT,
    host: config.HOST,
    log,
    ready: () =>
      store.check().catch((cause) => {
        throw backendError('PostgreSQL', cause);
      }),
  });
  return {
    url: listening.url,
    async close() {
      await Promise.all([listening.close(), delivery.close()]);
      await Promise.all([targets.close(), store.close()]);
      redis.disconnect();
    },
  };
}

if (import.meta.main) await runProcess(() => startWebhooks(process.env));
