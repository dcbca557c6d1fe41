import { hostname } from 'node:os';
import type { Environment } from '#kit/process/config.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { followInvalidations } from '#kit/stores/cache-follower.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { checkRedis, openRedis } from '#kit/stores/redis.ts';
import { readEdgePurgesConfig } from './config.ts';
import { openPurgeQueue, purgeEdge, type SendPurge } from './purging.ts';

/**
 * Follows the invalidations of the gateways' caches, and purges the same tags at the edge. It is in the registry of gateways while
 * it runs, and delays none of them. The first message to the edge purges everything.
 */
export async function startEdgePurges(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readEdgePurgesConfig(env);
  const log = createLog('edge-purges', config.LOG_LEVEL);
  const redis = openRedis(config.REDIS_URL, 'axiom-edge-purges', log);
  const queue = openPurgeQueue();
  const following = followInvalidations(
    { url: config.REDIS_URL, client: 'axiom-edge-invalidations', place: `edge-purges@${hostname()}` },
    queue,
    log,
  );
  const stop = new AbortController();
  const running = purgeEdge(
    queue,
    {
      publisher: openPublisher(redis),
      silence: following.silence,
      send: sendTo(config.EDGE_PURGE_URL, config.EDGE_PURGE_TOKEN),
      interval: config.EDGE_PURGE_INTERVAL_MS,
      log,
    },
    stop.signal,
  );
  const listening = await startService({
    port: config.EDGE_PURGES_PORT,
    host: config.HOST,
    log,
    ready: () => checkRedis(redis),
  });
  return {
    url: listening.url,
    async close() {
      stop.abort();
      await Promise.all([listening.close(), running, following.close()]);
      redis.disconnect();
    },
  };
}

/** Sends tags to the edge at `url`. Rejects after 10 seconds without a response. */
function sendTo(url: string, token: string): SendPurge {
  return async (tags, signal) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tags }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The edge answered ${response.status}.`);
  };
}

if (import.meta.main) await runProcess(() => startEdgePurges(process.env));
