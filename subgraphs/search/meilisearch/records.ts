import type { Language } from '#kit/graph/languages/language.ts';

/** The records that the search engine stores next to the product documents. */

/** The systems behind the parts of a document. */
export type Source = 'commerce' | 'provenance' | 'journal';

/** A completion for a query: a name that products in the index have, or a page. */
export interface Term {
  id: string;
  kind: 'COLLECTION' | 'CATEGORY' | 'MATERIAL' | 'ARTISAN' | 'ARTICLE' | 'PAGE';
  text: string;
  /** The id of what has this name. */
  target: string;
  /** How many products have it; 1 for a page. */
  count: number;
}

/** The kinds of other objects than products that `Query.searchAll` finds. */
export type ContentKind = 'ARTICLE' | 'ARTISAN' | 'PAGE' | 'COLLECTION';

/** An object other than a product that is searched. Clients read it from the graph, not from the index. */
export interface ContentDocument {
  id: string;
  kind: ContentKind;
  /** Its id in the graph. */
  target: string;
  /** Its title or name. */
  title: string;
  /** A sentence about it. */
  summary: string | null;
  /** Its text without markup; the first 50,000 characters. */
  text: string;
  /** A digest of the other values. */
  version: string;
}

/** The markets of the store, as far as search needs them. */
export interface Markets {
  /** The currency of requests that name no market. */
  defaultCurrency: string;
  currencies: string[];
  /** Country code → currency. */
  currencyOf: Record<string, string>;
  /** The languages that have an index. Absent in what the indexer saves: see `Progress`. */
  languages?: readonly Language[];
}

/** How far the index has followed its sources. Stored with the documents, so that a restored backup is consistent. */
export interface Progress {
  /** The `documentVersion` of every document. */
  version: string;
  /** The position in each change feed; null where the feed must be joined again. */
  cursors: Partial<Record<Source, string | null>>;
  /** The languages of which the index is complete; absent: English only. */
  languages?: readonly Language[];
}

/** A group of the editors' synonyms: all `words` find each other or, if `finds` is not empty, `words` find those, one way. */
export interface SynonymGroup {
  /** Words or short phrases, as shoppers write them: `couch`, `wedding band`. */
  words: string[];
  finds: string[];
}

/** Products that editors pin to queries of one language. */
export interface Pins {
  queries: string[];
  language: string;
  productIds: string[];
}

/** The products that are pinned to one query, in their order. */
export interface PinRecord {
  /** See `pinIdOf`. */
  id: string;
  products: string[];
}

/** The words from which the search engine's synonyms are built. */
export interface LexiconRecord {
  /** The words in the names of products. Grows until the index is rebuilt. */
  vocabulary: string[];
  /** The editors' synonyms. */
  groups: SynonymGroup[];
  /** The editors' phrases in every form that may be typed; the words of a phrase are searched together. */
  phrases: string[];
}
