import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { sizeOfDocument } from '#kit/graph/server/document-store.ts';

/** Documents that were parsed and validated before, and so cost nothing until they run. */
export interface KnownDocuments {
  /** `query`: the document; `sha256`: its SHA-256, for a client that sent that alone. */
  has(method: string | undefined, query: string | undefined, sha256?: string): boolean;
  /** Characters of a document that was added before, however long ago; 0 if it was not. */
  lengthOf(sha256: string): number;
  /** `sha256`: of the source, in hexadecimal digits. */
  add(method: string | undefined, source: string, sha256: string): void;
}

/** Of how many documents the length is remembered: more than Apollo Server's store of persisted queries has of long ones. */
const mostLengths = 20_000;

/**
 * Remembers the documents used last, of at most so many characters together: as many as Apollo Server's own store keeps
 * parsed, in the same order. A document that this store has dropped is work again.
 */
export function openKnownDocuments(characters: number): KnownDocuments {
  // By method, since a mutation that is sent by GET is refused each time.
  const methods = new LRUCache<string, Set<string>>({ maxSize: characters });
  const lengths = new LRUCache<string, number>({ max: mostLengths });
  return {
    has: (method = '', query, sha256 = query && hash('sha256', query)) =>
      // Not a use: the request may be refused before the store is asked.
      sha256 !== undefined && methods.peek(sha256)?.has(method) === true,
    lengthOf: (sha256) => lengths.get(sha256) ?? 0,
    add: (method = '', source, sha256) => {
      const known = methods.get(sha256) ?? new Set();
      known.add(method);
      methods.set(sha256, known, { size: sizeOfDocument(source) });
      lengths.set(sha256, source.length);
    },
  };
}
