import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { LRUCache } from 'lru-cache';

/** Persisted queries by the hashes that clients send for them. */
type PersistedQueries = Exclude<NonNullable<ApolloServerOptions<BaseContext>['cache']>, 'bounded'>;

/** Characters that one takes besides its own: the places in the store. */
const overhead = 200;

/**
 * Keeps persisted queries of at most so many characters together, hashes included; the least recently used are dropped
 * first. Apollo Server's own store counts the queries alone: a million very short ones are less than its thirty megabytes,
 * and take several hundred.
 */
export function storePersistedQueries(characters = 4_000_000): PersistedQueries {
  const queries = new LRUCache<string, string>({
    maxSize: characters,
    sizeCalculation: (query, hash) => query.length + hash.length + overhead,
  });
  return {
    get: async (hash) => queries.get(hash),
    set: async (hash, query) => void queries.set(hash, query),
    delete: async (hash) => queries.delete(hash),
  };
}
