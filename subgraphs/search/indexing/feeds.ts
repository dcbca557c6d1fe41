import { isBadInput, type RunOperation } from '#kit/graph/graph-client.ts';
import type { Source, SynonymGroup } from '../meilisearch/records.ts';

/** The change feed of one source. */
export interface Feed {
  source: Source;
  /** The changes after a cursor. Without a cursor: no changes, and the cursor of the current time. */
  poll(after: string | null): Promise<ChangePage>;
}

export interface ChangePage {
  productIds: string[];
  /** The cache tags of everything that changed. */
  tags: string[];
  cursor: string;
  /** Whether more changes follow: poll again immediately. */
  hasMore: boolean;
}

/** A source rejects a cursor that it issued, so that the changes since then are unknown. */
export class InvalidCursorError extends Error {}

/**
 * The feed of a subgraph, read from the subgraph itself, because the field is not part of the public graph. Rejects with
 * `InvalidCursorError` for a cursor that it rejects.
 */
export function createFeed(source: Source, run: RunOperation): Feed {
  const query = `query ($after: String) { changes: ${source}Changes(after: $after) { productIds tags cursor hasMore } }`;
  return {
    source,
    async poll(after) {
      try {
        return (await run<{ changes: ChangePage }>(query, { after })).changes;
      } catch (cause) {
        throw isBadInput(cause)
          ? new InvalidCursorError(`The ${source} subgraph rejects its cursor.`, { cause })
          : cause;
      }
    },
  };
}

/** Reads the editors' synonyms from the journal subgraph, because the field is not part of the public graph. */
export async function readSynonymGroups(run: RunOperation): Promise<SynonymGroup[]> {
  const { searchSynonyms } = await run<{ searchSynonyms: SynonymGroup[] }>('{ searchSynonyms { words finds } }');
  return searchSynonyms;
}
