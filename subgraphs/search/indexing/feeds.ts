import type { Source } from './catalogue.ts';
import { type Ask, isRefusal } from './graph.ts';
import type { SynonymGroup } from './words/synonyms.ts';

/** Where a source tells which products changed. */
export interface Feed {
  source: Source;
  /** What changed after the cursor; without one nothing, and the cursor of this moment. */
  poll(after: string | null): Promise<News>;
}

export interface News {
  productIds: string[];
  cursor: string;
  /** Whether more is waiting: ask again at once. */
  hasMore: boolean;
}

/** A source does not take a cursor that it gave before: what changed since can no longer be told. */
export class RefusedCursor extends Error {}

/** The feed of a subgraph, asked of itself: the field is no part of the public graph. Throws `RefusedCursor` for a cursor it does not take. */
export function feedOf(source: Source, ask: Ask): Feed {
  const query = `query ($after: String) { changes: ${source}Changes(after: $after) { productIds cursor hasMore } }`;
  return {
    source,
    async poll(after) {
      try {
        return (await ask<{ changes: News }>(query, { after })).changes;
      } catch (cause) {
        throw isRefusal(cause) ? new RefusedCursor(`The ${source} subgraph refuses its cursor.`, { cause }) : cause;
      }
    },
  };
}

/** Reads the editors' synonyms from the journal subgraph: the field is not part of the public graph. */
export async function readSynonymGroups(ask: Ask): Promise<SynonymGroup[]> {
  const { searchSynonyms } = await ask<{ searchSynonyms: SynonymGroup[] }>('{ searchSynonyms { words finds } }');
  return searchSynonyms;
}
