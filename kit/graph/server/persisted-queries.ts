import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { LRUCache } from 'lru-cache';

/** A store of persisted queries by their hashes. */
export type PersistedQueries = Exclude<NonNullable<ApolloServerOptions<BaseContext>['cache']>, 'bounded'>;

/** The memory of an entry of the store without its texts, in characters. */
const overhead = 200;

/**
 * Stores persisted queries up to a total size of `characters`, hashes included, and evicts the least recently used.
 * Apollo Server's own store counts the queries only: a million very short ones stay below its limit of 30 MB and use
 * several hundred.
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
