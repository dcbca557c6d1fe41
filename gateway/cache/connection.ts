import { hostname } from 'node:os';
import type { Log } from '#kit/process/log.ts';
import { type FollowerHandlers, followInvalidations } from '#kit/stores/cache-follower.ts';
import { openPublisher, type Publisher } from '#kit/stores/cache-publisher.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { openSharedTier, type SharedTier } from './shared-tier.ts';

/** What joins the caches of all gateways. */
export interface CacheConnection {
  /** Milliseconds since a moment whose invalidations have all been handled. */
  silence(): number;
  publisher: Publisher;
  tier: SharedTier;
  /** Leaves the registry and closes the connections. */
  close(): Promise<void>;
}

/** Opens the connection when it is given what to do with invalidations. */
export type OpenConnection = (handlers: FollowerHandlers) => CacheConnection;

/** How a gateway is connected. */
export interface RedisConnectionOptions {
  url: string;
  port: number;
  /** The limit of what it stores in Redis for the others. */
  maxBytes: number;
  log: Log;
}

/** Connects through the Redis at `url`. The gateway appears in the registry as host and port. */
export function connectByRedis({ url, port, maxBytes, log }: RedisConnectionOptions): OpenConnection {
  return (handlers) => {
    const redis = openRedis(url, 'axiom-gateway-cache', log);
    const following = followInvalidations(
      { url, client: 'axiom-gateway-invalidations', place: `${hostname()}:${port}` },
      handlers,
      log,
    );
    return {
      silence: following.silence,
      publisher: openPublisher(redis),
      tier: openSharedTier(redis, maxBytes),
      close: async () => {
        await following.close();
        redis.disconnect();
      },
    };
  };
}
