/**
 * What the index knows of a product: what can be searched, filtered, sorted and counted. Everything else is asked of
 * commerce when a hit is shown. Each part is written by itself, so that one can follow while another cannot be had.
 */
export interface ProductDocument extends CommercePart, ProvenancePart, JournalPart {
  id: string;
}

/** What commerce knows. */
export interface CommercePart {
  title: string;
  /** By which it sorts among titles: see `titleKeyOf`. */
  titleKey: string;
  subtitle: string | null;
  description: string | null;
  collection: string | null;
  collectionHandle: string | null;
  collectionFacet: string | null;
  /** Names and handles of its categories and of all those above them. */
  categories: string[];
  categoryHandles: string[];
  categoryFacets: string[];
  tags: string[];
  /** The values a buyer can choose: colours, sizes. */
  options: string[];
  skus: string[];
  /** Its article numbers, whole and in part, as `codeOf` writes them. */
  codes: string[];
  /** Currency → its lowest price there, in major units. */
  price: Record<string, number>;
  /** Currency → whether a variant is sold there below its former price. */
  onSale: Record<string, boolean>;
  availableForSale: boolean;
  /** Milliseconds since 1970, UTC. */
  createdAt: number;
}

/** What provenance knows. */
export interface ProvenancePart {
  materials: string[];
  materialKinds: string[];
  certifications: string[];
  place: string | null;
  countryCode: string | null;
  /** `Made in Italy`, `Italian`: the names of the country of making and what comes from it. */
  origin: string[];
  /** Its Global Trade Item Number: 14 digits, and without leading zeros as scanners read it. */
  gtins: string[];
  carbonKg: number | null;
}

/** What the journal knows. */
export interface JournalPart {
  artisan: string | null;
  stories: string[];
}

/** Raise it when documents are made in another way: an index of another version is built again. */
export const documentVersion = 4;

/** What a field that is searched says of a product: which kind it is, a trait of it, something in prose, or its number. */
export type FieldClass = 'kind' | 'trait' | 'prose' | 'code';

/**
 * The fields that are searched, in the order of their weight: the settings of the search engine name the same. Typing
 * errors are forgiven in kinds and traits alone.
 */
const searched = {
  title: 'kind',
  categories: 'kind',
  collection: 'trait',
  materials: 'trait',
  materialKinds: 'trait',
  artisan: 'trait',
  place: 'trait',
  origin: 'trait',
  tags: 'trait',
  options: 'trait',
  subtitle: 'prose',
  stories: 'prose',
  description: 'prose',
  codes: 'code',
  gtins: 'code',
} as const satisfies Partial<Record<keyof ProductDocument, FieldClass>>;

export type SearchedField = keyof typeof searched;

/** The names of the fields that are searched, the weightiest first. */
export const searchedFields = Object.keys(searched) as SearchedField[];

/** What a searched field says of a product. */
export function classOf(field: SearchedField): FieldClass {
  return searched[field];
}

/** The fields that name products: kinds and traits. */
export const nameFields = searchedFields.filter((field) => ['kind', 'trait'].includes(classOf(field)));

/**
 * An article number as the index keeps it: small letters and digits alone, so that `AX-1001-CRU` and `ax1001cru` are one.
 * Null for text without a digit, or with fewer than 4 or more than 64 letters and digits.
 */
export function codeOf(text: string): string | null {
  const code = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return /\d/.test(code) && code.length >= 4 && code.length <= 64 ? code : null;
}

/** A word to complete: a name that products of the index carry. */
export interface Term {
  id: string;
  kind: 'COLLECTION' | 'MATERIAL' | 'ARTISAN';
  text: string;
  /** How many products carry it. */
  count: number;
}

/** The markets of the house, as far as search needs them. */
export interface Markets {
  /** The currency where a request names no market. */
  defaultCurrency: string;
  currencies: string[];
  /** Country code → currency. */
  currencyOf: Record<string, string>;
}

/** A handle and its name as one value, so that counting the values of a facet gives both. */
export function facetPair(handle: string, name: string): string {
  return `${handle}/${name}`;
}

/** The handle and the name of a value made by `facetPair`. */
export function readFacetPair(pair: string): { handle: string; name: string } {
  const slash = pair.indexOf('/');
  return { handle: pair.slice(0, slash), name: pair.slice(slash + 1) };
}
