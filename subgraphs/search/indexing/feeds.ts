import { isBadInput, type RunOperation } from '#kit/graph/graph-client.ts';
import { defaultLanguage, type Language, languageOf } from '#kit/graph/languages/language.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import type { Pins, Source, SynonymGroup } from '../meilisearch/records.ts';

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

/** Reads the editors' synonyms of a language. */
export type ReadSynonyms = (language: Language) => Promise<SynonymGroup[]>;

/**
 * Reads the editors' synonyms from the journal subgraph, because the field is not part of the public graph. Reads for several
 * languages within a second are one request.
 */
export function createSynonymReader(run: RunOperation): ReadSynonyms {
  const all = memoizeTtl(
    () =>
      run<{ searchSynonyms: (SynonymGroup & { language: string | null })[] }>(
        '{ searchSynonyms { words finds language } }',
      ),
    1_000,
  );
  return async (language) => {
    const { searchSynonyms } = await all();
    return searchSynonyms
      .filter((group) => languageOf(group.language ?? defaultLanguage) === language)
      .map(({ words, finds }) => ({ words, finds }));
  };
}

/** Reads the places of products in the orders of the editors: product → collection or category → place. */
export type ReadPlaces = (productIds: string[]) => Promise<ReadonlyMap<string, Record<string, number>>>;

/** Reads the places from the commerce subgraph, because the field is not part of the public graph. */
export function createPlaceReader(run: RunOperation): ReadPlaces {
  return async (productIds) => {
    const { productPlaces } = await run<{ productPlaces: { listId: string; productId: string; place: number }[] }>(
      'query ($productIds: [ID!]!) { productPlaces(productIds: $productIds) { listId productId place } }',
      { productIds },
    );
    const placesOf = new Map<string, Record<string, number>>();
    for (const { listId, productId, place } of productPlaces)
      placesOf.set(productId, { ...placesOf.get(productId), [listId]: place });
    return placesOf;
  };
}

/** Reads the products that editors pin to searches from the journal subgraph. */
export async function readPins(run: RunOperation): Promise<Pins[]> {
  return (await run<{ searchPins: Pins[] }>('{ searchPins { queries language productIds } }')).searchPins;
}
