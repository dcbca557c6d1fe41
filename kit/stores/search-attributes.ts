import { defaultLanguage, type Language } from '../graph/languages/language.ts';

/**
 * What a match in an attribute says about a product: which kind of product it is, one of its traits, something that prose
 * mentions, or its article number. Typing errors are tolerated in kinds and traits only.
 */
export type MatchClass = 'kind' | 'trait' | 'prose' | 'code';

/** How the product index uses one attribute of its documents. Every column is optional. */
export interface SearchAttribute {
  /** Searched. The order of the rows is the order of weight, the highest first. */
  match?: MatchClass;
  /** Highlighted under this name of the enum `SearchField`. */
  highlight?: string;
  /** Compared with this condition of the input `SearchFilter`: the attribute has one of the values. */
  oneOf?: string;
  /** The same, by another name of the condition. */
  alsoOneOf?: string;
  /** The same, for a condition with names and values: an attribute of values that `facetPair` made. */
  pairs?: string;
  /** The same, for a condition that is true or false. */
  is?: string;
  /** The same, for a condition that is an upper bound. */
  atMost?: string;
  /** The same, for a condition with a lower and an upper bound. */
  between?: string;
  /** Counted as this facet of the enum `SearchFacetName`; with bounds, its smallest and largest number are returned. */
  facet?: string;
  /** The attribute that is counted instead, because its values contain a label as well: see `facetPair`. */
  countedIn?: string;
  /** The attribute that is counted instead, because its values contain an id as well: see `facetPair`. */
  identifiedIn?: string;
  /** The attribute with the lower limits of the intervals in which its numbers are counted. */
  intervalsIn?: string;
  /** Its condition selects values of this facet too, which is counted by another attribute. */
  selects?: string;
  /** Compared by identity in queries of the search subgraph itself. */
  filterable?: true;
  /** Hits can be sorted by it. */
  sortable?: true;
  /** Never part of a search result: the index uses it, and no client may see it. */
  hidden?: true;
  /** An object of currency code → value. */
  perCurrency?: true;
}

/**
 * The attributes of the documents in the product index: the only list. The settings of the index, the filter, the facets,
 * the highlights and the document version of the search subgraph are derived from it. It is part of `kit` because the
 * search subgraph and the provisioning of Meilisearch both need it, and neither may import the other.
 */
export const searchAttributes = {
  title: { match: 'kind', highlight: 'TITLE' },
  categories: { match: 'kind', highlight: 'CATEGORY' },
  collections: { match: 'trait', highlight: 'COLLECTION' },
  materials: {
    match: 'trait',
    highlight: 'MATERIAL',
    oneOf: 'materials',
    facet: 'MATERIAL',
    identifiedIn: 'materialFacets',
  },
  materialKinds: { match: 'trait', oneOf: 'materialKinds', alsoOneOf: 'kindsOfMaterial', facet: 'MATERIAL_KIND' },
  artisan: { match: 'trait', highlight: 'ARTISAN', oneOf: 'artisans', facet: 'ARTISAN', identifiedIn: 'artisanFacet' },
  place: { match: 'trait', highlight: 'PLACE' },
  origin: { match: 'trait', highlight: 'COUNTRY' },
  tags: { match: 'trait', highlight: 'TAG', oneOf: 'tags', facet: 'TAG' },
  options: { match: 'trait' },
  subtitle: { match: 'prose', highlight: 'SUBTITLE' },
  stories: { match: 'prose', highlight: 'STORY' },
  description: { match: 'prose', highlight: 'DESCRIPTION' },
  codes: { match: 'code' },
  gtins: { match: 'code' },
  barcodes: { match: 'code' },
  id: { filterable: true },
  skus: {},
  collectionIds: { filterable: true },
  collectionHandles: { oneOf: 'collections', facet: 'COLLECTION', countedIn: 'collectionFacets' },
  collectionFacets: { filterable: true },
  collectionTerms: { filterable: true },
  categoryIds: { filterable: true },
  categoryHandles: { oneOf: 'categories', facet: 'CATEGORY', countedIn: 'categoryFacets' },
  categoryFacets: { filterable: true },
  categoryTerms: { filterable: true },
  materialIds: { oneOf: 'materialIds', selects: 'MATERIAL' },
  materialFacets: { filterable: true },
  artisanId: { oneOf: 'artisanIds', selects: 'ARTISAN' },
  artisanFacet: { filterable: true },
  storyFacets: { filterable: true },
  restrictedCountries: { filterable: true },
  optionFacets: { pairs: 'options', facet: 'OPTION' },
  countryCode: { oneOf: 'countryCodes', facet: 'COUNTRY' },
  certifications: { oneOf: 'certifications', facet: 'CERTIFICATION' },
  availableForSale: { is: 'availableForSale', facet: 'AVAILABLE_FOR_SALE' },
  onSale: { is: 'onSale', facet: 'ON_SALE', perCurrency: true },
  price: { between: 'price', facet: 'PRICE', intervalsIn: 'priceSteps', perCurrency: true, sortable: true },
  priceSteps: { filterable: true, perCurrency: true },
  carbonKg: { atMost: 'maxCarbonKg', facet: 'CARBON_KG', sortable: true },
  createdAt: { sortable: true },
  titleKey: { sortable: true },
  salesRank: { sortable: true, hidden: true },
  places: { sortable: true, hidden: true },
} as const satisfies Record<string, SearchAttribute>;

/** The columns of which each makes an attribute filterable in the settings of the index. */
const filterColumns = ['filterable', 'oneOf', 'pairs', 'is', 'atMost', 'between', 'facet'] as const;

export type SearchAttributeName = keyof typeof searchAttributes;

/** The names of the attributes that have one of these columns. */
export type AttributesWith<Column extends keyof SearchAttribute> = {
  [Name in SearchAttributeName]: Column extends keyof (typeof searchAttributes)[Name] ? Name : never;
}[SearchAttributeName];

/** The attributes that have one of these columns, in the order of the table. */
export function attributesWith<Column extends keyof SearchAttribute>(...columns: Column[]): AttributesWith<Column>[] {
  return Object.entries<SearchAttribute>(searchAttributes)
    .filter(([, row]) => columns.some((column) => row[column] !== undefined))
    .map(([name]) => name as AttributesWith<Column>);
}

/** The attributes that may be part of a search result. */
export const displayedAttributes = Object.entries<SearchAttribute>(searchAttributes)
  .filter(([, { hidden }]) => !hidden)
  .map(([name]) => name as SearchAttributeName);

/** The name of an index for one language: `products`, which is in English, and `products_fr`. */
export function indexIn(language: Language, index: string): string {
  return language === defaultLanguage ? index : `${index}_${language.toLowerCase()}`;
}

/** The attributes that a filter may compare. */
export const filterableAttributes = attributesWith(...filterColumns);
