import { hash } from 'node:crypto';
import type { PreparedFetch } from '../execution/subgraph-request.ts';

/** The document of a fetch as the beginning of request bodies; what follows is the variables and a brace. */
export interface Document {
  /** With the text of the document. */
  readonly withText: string;
  /** With its SHA-256 only. */
  readonly withHash: string;
  /** Whether the subgraph has reported that it keeps the document, so that its hash is enough. */
  isRegistered(): boolean;
  /** Records such a report. */
  register(): void;
  /** Records that the subgraph did not know the hash: it was restarted, or another instance of it has responded. */
  forget(): void;
}

/** The maximum number of times a document is sent as text after its hash was unknown. */
const maxTexts = 64;

/**
 * The document of a fetch. A subgraph with request tokens is one of this installation: the hash goes with the text, so that the
 * subgraph can register the document (see `documentHeader`). Others receive a request of the GraphQL over HTTP specification.
 */
export function documentOf({ query, operationName }: PreparedFetch, hasTokens: boolean): Document {
  const persistedQuery = { version: 1, sha256Hash: hash('sha256', query) };
  const extensions = hasTokens ? { persistedQuery } : undefined;
  // Behind one address there may be several instances, each with its own documents: after each unknown hash, the text is
  // sent twice as often as after the one before.
  let [texts, textsLeft] = [1, 1];
  return {
    withText: beginning({ query, operationName, extensions }),
    withHash: beginning({ operationName, extensions }),
    isRegistered: () => textsLeft === 0,
    register: () => {
      textsLeft = Math.max(0, textsLeft - 1);
    },
    forget: () => {
      texts = Math.min(maxTexts, texts * 2);
      textsLeft = texts;
    },
  };
}

function beginning(parts: object): string {
  return `${JSON.stringify(parts).slice(0, -1)},"variables":`;
}
