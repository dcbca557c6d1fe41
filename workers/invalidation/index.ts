import type { Environment } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { checkRedis, openRedis } from '#kit/stores/redis.ts';
import { readInvalidationConfig } from './config.ts';
import { openFeeds } from './feeds.ts';
import { followFeed } from './follow.ts';

/**
 * Follows the change feeds of the subgraphs and publishes what changed to the caches of the gateways. An unavailable backend delays
 * its own feed only. Two workers at once are harmless: each event is published twice.
 *
 * `/health/live` and `/health/ready` return for each feed the instant up to which every change is published; null before the first.
 * Ready while Redis is available.
 */
export async function startInvalidation(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readInvalidationConfig(env);
  const log = createLog('invalidation', config.LOG_LEVEL);
  const redis = openRedis(config.REDIS_URL, 'axiom-invalidation', log);
  const publisher = openPublisher(redis);
  const closing = new AbortController();
  const followed = openFeeds(config).map((feed) => ({
    name: feed.name,
    ...followFeed(feed, publisher, log, closing.signal),
  }));

  const health: Handler = async (request, response) => {
    const isReady = await checkRedis(redis).then(
      () => true,
      () => false,
    );
    const feeds = followed.map(({ name, syncedAt }) => {
      const at = syncedAt();
      return [name, at === undefined ? null : new Date(at).toISOString()];
    });
    sendJson(response, request.url?.startsWith('/health/ready') && !isReady ? 503 : 200, {
      status: isReady ? 'ready' : 'unready',
      feeds: Object.fromEntries(feeds),
    });
  };
  const listening = await startService({
    port: config.INVALIDATION_PORT,
    host: config.HOST,
    log,
    routes: { '/health/live': health, '/health/ready': health },
  });
  return {
    url: listening.url,
    async close() {
      closing.abort();
      await Promise.all([listening.close(), ...followed.map(({ ends }) => ends)]);
      redis.disconnect();
    },
  };
}

if (import.meta.main) await runProcess(() => startInvalidation(process.env));
