import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { sizeOfDocument } from '#kit/graph/server/document-store.ts';

/** The documents that were parsed and validated before. They cost nothing until they run. */
export interface KnownDocuments {
  /** `query`: the document. `sha256`: its SHA-256, for a client that sent only the hash. */
  has(method: string | undefined, query: string | undefined, sha256?: string): boolean;
  /**
   * The length of a document in characters; 0 if it is not remembered. Lengths are remembered longer than documents.
   */
  lengthOf(sha256: string): number;
  /** `sha256`: of the source, in hexadecimal digits. */
  add(method: string | undefined, source: string, sha256: string): void;
}

/** The number of remembered lengths: more than the long documents in Apollo Server's store of persisted queries. */
const maxLengths = 20_000;

/**
 * Remembers the most recently used documents, up to a total length of `characters`. It evicts the same documents in the
 * same order as Apollo Server's store of parsed documents, because an evicted document must be parsed again.
 */
export function openKnownDocuments(characters: number): KnownDocuments {
  // By method, because a mutation sent by GET is rejected each time.
  const methods = new LRUCache<string, Set<string>>({ maxSize: characters });
  const lengths = new LRUCache<string, number>({ max: maxLengths });
  return {
    has: (method = '', query, sha256 = query && hash('sha256', query)) =>
      // `peek`, because the request may be rejected before it reaches Apollo Server's store.
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
