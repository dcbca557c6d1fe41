/**
 * One product in the index: the values that are searched, filtered, sorted and counted. Clients read the hits from
 * commerce, not from the index. Each part is written separately, so that one can be updated while the source of another
 * is unavailable. How the index uses each attribute is in `kit/stores/search-attributes.ts`.
 */
export interface ProductDocument extends CommercePart, ProvenancePart, JournalPart, SalesPart {
  id: string;
}

/** The fields from commerce. */
export interface CommercePart {
  title: string;
  /** The sort key of the title: see `titleKeyOf`. */
  titleKey: string;
  subtitle: string | null;
  description: string | null;
  /** Names, ids and handles (in all languages) of all collections that show it, its main one first. */
  collections: string[];
  collectionIds: string[];
  collectionHandles: string[];
  collectionFacets: string[];
  collectionTerms: string[];
  /** Names, ids and handles (in all languages) of its categories and of all their ancestors. */
  categories: string[];
  categoryIds: string[];
  categoryHandles: string[];
  categoryFacets: string[];
  categoryTerms: string[];
  tags: string[];
  /** The values of all options of the product together, without their names. For searching only. */
  options: string[];
  /** The same with their names: see `optionPair`. */
  optionFacets: string[];
  skus: string[];
  /** Its article numbers, whole and in part, as `codeOf` normalizes them. */
  codes: string[];
  /** The barcodes of its variants, as `barcodeForms` writes them. */
  barcodes: string[];
  /** Currency code → its lowest price in that currency, in major units. */
  price: Record<string, number>;
  /** Currency code → the lower limit of the interval of prices to which that price belongs: see `priceStepOf`. */
  priceSteps: Record<string, number>;
  /** Currency code → whether a variant is sold below its former price in that currency. */
  onSale: Record<string, boolean>;
  availableForSale: boolean;
  /** The countries to which it is not delivered. */
  restrictedCountries: string[];
  /** Milliseconds since 1970, UTC. */
  createdAt: number;
  /** The id of a collection or category → its place in the order of the editors there; 0 is the first. */
  places: Record<string, number>;
}

/** The fields from provenance. */
export interface ProvenancePart {
  /** Names and ids of its materials. */
  materials: string[];
  materialIds: string[];
  materialFacets: string[];
  materialKinds: string[];
  certifications: string[];
  place: string | null;
  countryCode: string | null;
  /** `Made in Italy`, `Italian`: the names of the country of origin and its adjectives. */
  origin: string[];
  /** The Global Trade Item Number of its passport, as `barcodeForms` writes it. */
  gtins: string[];
  carbonKg: number | null;
}

/** The fields from the journal. */
export interface JournalPart {
  artisan: string | null;
  artisanId: string | null;
  artisanFacet: string | null;
  stories: string[];
  storyFacets: string[];
}

/** What commerce counts of orders. The sales step of the indexer writes it for all products together. */
export interface SalesPart {
  /** Its rank among the products that sold lately, the same for those that sold equally; null for one that did not. */
  salesRank: number | null;
}

/**
 * An article number as the index stores it: lower-case letters and digits only, so that `AX-1001-CRU` and `ax1001cru` are
 * equal. Null for text without a digit, or with fewer than 4 or more than 64 letters and digits.
 */
export function codeOf(text: string): string | null {
  const code = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return /\d/.test(code) && code.length >= 4 && code.length <= 64 ? code : null;
}

/** A handle or id and its name as one value, so that counting the values of a facet returns both. */
export function facetPair(handle: string, name: string): string {
  return `${handle}/${name}`;
}

/** The handles of one object, the one to show first, and its name as one value: handles consist of letters, digits and hyphens. */
export function handlesPair(handles: readonly string[], name: string): string {
  return facetPair(handles.join('|'), name);
}

/** The handle to show, the others, and the name in a value made by `handlesPair`. */
export function readHandlesPair(pair: string): { handle: string; others: string[]; name: string } {
  const { handle: all, name } = readFacetPair(pair);
  const [handle = '', ...others] = all.split('|');
  return { handle, others, name };
}

/** The name of an option, in any characters, and one of its values as one value. */
export function optionPair(name: string, value: string): string {
  return facetPair(name.replaceAll('%', '%25').replaceAll('/', '%2F'), value);
}

/** The name and the value in a value made by `optionPair`. */
export function readOptionPair(pair: string): { name: string; value: string } {
  const { handle, name } = readFacetPair(pair);
  return { name: handle.replaceAll('%2F', '/').replaceAll('%25', '%'), value: name };
}

/** The handle and the name in a value made by `facetPair`. */
export function readFacetPair(pair: string): { handle: string; name: string } {
  const slash = pair.indexOf('/');
  return { handle: pair.slice(0, slash), name: pair.slice(slash + 1) };
}
