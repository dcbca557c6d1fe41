import { hash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import { type PersistedQueries, storePersistedQueries } from '#kit/graph/server/persisted-queries.ts';
import { type Charge, createRateLimiter } from '#kit/stores/rate-limiter.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { GatewayContext } from './context.ts';
import { type RateLimitKey, rateLimitKeyText } from './limits/rate-limit-key.ts';

/** Persisted queries that all gateways share. */
export interface SharedPersistedQueries {
  /** The store for Apollo Server: this process's memory, then Redis. Never rejects. */
  store: PersistedQueries;
  /**
   * Stores a valid document for all gateways, on behalf of a client; without a key, of one of AXIOM's own services.
   * Does nothing for a document that is too long, beyond the limits, or while Redis is unavailable. Never rejects.
   */
  share(sha256: string, source: string, client: RateLimitKey | undefined): Promise<void>;
}

/** The name of a document in Redis, by its SHA-256. */
export const persistedQueryKey = (sha256: string) => `persisted-query:${sha256}`;

/** The time for which Redis keeps a document, in seconds. Afterwards a client sends its text again. */
const persistedQueryLife = 86_400;

/** The length of the longest document in Redis, in characters. */
const longest = 32_768;

/** The memory of a document in Redis without its text, in bytes. */
const overhead = 200;

/** The bytes that one client can store. */
const own = { name: 'persisted-query', burst: 131_072, perMinute: 4_096 };

/** The bytes that all clients can store. With the life above, Redis keeps at most 20 MB of documents. */
const all = { name: 'persisted-queries', burst: 8_388_608, perMinute: 8_192 };

/**
 * Keeps documents in Redis behind the memory of each gateway, so that a client that registered a document at one gateway
 * can send its hash to any other. Against clients that fill Redis: the stored bytes of each client and of all together
 * are limited, a document costs points before it is parsed, and it expires.
 */
export function sharePersistedQueries(redis: RedisClient): SharedPersistedQueries {
  const memory = storePersistedQueries();
  const limiter = createRateLimiter(redis, { whenUnavailable: 'refuse' });
  /** Clients may send a document with its hash each time. */
  const shared = new LRUCache<string, true>({ max: 10_000, ttl: (persistedQueryLife / 2) * 1_000 });

  return {
    store: {
      ...memory,
      get: async (key) => {
        const known = await memory.get(key);
        if (known !== undefined) return known;
        const sha256 = key.slice(key.indexOf(':') + 1);
        const source = (await redis.get(persistedQueryKey(sha256)).catch(() => null)) ?? undefined;
        if (source === undefined || hash('sha256', source) !== sha256) return undefined;
        await memory.set(key, source);
        return source;
      },
    },
    share: async (sha256, source, client) => {
      if (source.length > longest || shared.has(sha256)) return;
      shared.set(sha256, true);
      const cost = Buffer.byteLength(source) + overhead;
      const charges: [Charge, ...Charge[]] = [{ limit: all, key: 'all', cost }];
      const key = rateLimitKeyText(client);
      if (key !== undefined) charges.push({ limit: own, key, cost });
      try {
        const { allowed } = await limiter.consumeAll(charges);
        if (allowed) return void (await redis.set(persistedQueryKey(sha256), source, 'EX', persistedQueryLife));
      } catch {
        // Redis is unavailable, which its connection logs.
      }
      shared.delete(sha256);
    },
  };
}

/** Shares each document that a client registers. It is executed, so it is valid. */
export function persistedQueriesPlugin({ share }: SharedPersistedQueries): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      executionDidStart: async ({ metrics, queryHash, source, contextValue }) => {
        if (metrics.persistedQueryRegister) void share(queryHash, source, contextValue.rateLimitKey);
      },
    }),
  };
}
