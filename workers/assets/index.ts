import { backendError } from '#kit/graph/errors.ts';
import type { Environment } from '#kit/process/config.ts';
import { serveMetrics } from '#kit/process/http/metrics.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { readAssetsConfig } from './config.ts';
import { openAssetsMetrics } from './metrics.ts';
import { startProcessing } from './processing.ts';
import { openQueue } from './queue.ts';
import { openStorage } from './storage.ts';

/** Makes encodings, levels of detail, posters and audits of the models that curators upload. */
export async function startAssets(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readAssetsConfig(env);
  const log = createLog('assets', config.LOG_LEVEL);
  const queue = openQueue(config.ASSETS_DATABASE_URL, config.ASSETS_LEASE_MS);
  const storage = openStorage(config);
  const metrics = openAssetsMetrics(queue);
  const processing = startProcessing(queue, storage, metrics, config, log);
  const listening = await startService({
    port: config.ASSETS_PORT,
    host: config.HOST,
    log,
    routes: { 'GET /metrics': serveMetrics(metrics.registry, config.METRICS_TOKEN) },
    ready: () =>
      queue.check().catch((cause) => {
        throw backendError('PostgreSQL', cause);
      }),
  });
  return {
    url: listening.url,
    async close() {
      await Promise.all([listening.close(), processing.close()]);
      storage.close();
      await queue.close();
    },
  };
}

if (import.meta.main) {
  await runProcess(() => startAssets(process.env));
}
