import { LRUCache } from 'lru-cache';

/** Documents that were parsed and validated before, and so cost nothing until they run. */
export interface KnownDocuments {
  /** `text`: the document, or its SHA-256 where the client sent the hash alone. */
  has(method: string | undefined, text: string | undefined): boolean;
  add(method: string | undefined, source: string, hash: string): void;
}

/** Characters of documents that are kept; far fewer than Apollo Server keeps parsed. */
const mostCharacters = 4_000_000;

/** Remembers the documents used last. */
export function openKnownDocuments(): KnownDocuments {
  // By method, since a mutation that is sent by GET is refused each time.
  const byPost = new LRUCache<string, true>({ maxSize: mostCharacters, sizeCalculation: (_, text) => text.length });
  const byGet = new LRUCache<string, true>({ maxSize: mostCharacters, sizeCalculation: (_, text) => text.length });
  const of = (method: string | undefined) => (method === 'POST' ? byPost : byGet);
  return {
    has: (method, text) => text !== undefined && of(method).get(text) === true,
    add: (method, source, hash) => {
      const documents = of(method);
      if (documents.get(source)) return;
      documents.set(source, true);
      documents.set(hash, true);
    },
  };
}
