import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Characters that a document takes besides its own: very short ones take far more memory a character than others. */
const overhead = 100;

/** What a document takes of a store, by its source. */
export function sizeOfDocument(source: string): number {
  return source.length + overhead;
}

/**
 * Keeps parsed documents for Apollo Server, of at most so many characters together; the least recently used are dropped
 * first. In memory a document takes some 60 bytes a character. Its own store is measured in bytes of JSON, thirty
 * megabytes of which take several times as much memory.
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
