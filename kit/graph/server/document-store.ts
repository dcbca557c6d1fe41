import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The overhead of a document in characters, because very short documents need much more memory per character. */
const overhead = 100;

/** The size of a document in a store, by its source. */
export function sizeOfDocument(source: string): number {
  return source.length + overhead;
}

/**
 * A cache of parsed documents for Apollo Server, of at most `characters` in total; the least recently used are evicted.
 * A document needs about 60 bytes of memory per character. Apollo's own store counts bytes of JSON, and its 30 MB limit
 * corresponds to several times as much memory.
 */
export function storeDocuments(characters: number): NonNullable<ApolloServerOptions<BaseContext>['documentStore']> {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: characters,
    sizeCalculation: ({ loc }) => sizeOfDocument(loc?.source.body ?? ''),
  });
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.delete(key),
  };
}
