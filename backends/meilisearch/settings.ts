import type { Settings } from 'meilisearch';

/** What every index shares. Nothing is left to Meilisearch's defaults that a newer version might change. */
const common: Settings = {
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  searchCutoffMs: 1_000,
};

/** `sort` leads: who asks for the cheapest first means it. Where no order is asked for it is neutral. */
const rankingRules = ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'];

const stopWords = 'a an and as at by for from in is it its of on or that the this to with'.split(' ');

/** Words of one line find each other. */
const alike = [
  ['bag', 'handbag', 'tote', 'satchel'],
  ['wallet', 'purse', 'billfold'],
  ['scarf', 'wrap', 'shawl', 'stole'],
  ['throw', 'blanket'],
  ['rug', 'carpet'],
  ['cushion', 'pillow'],
  ['jewellery', 'jewelry'],
  ['ring', 'band'],
  ['bracelet', 'bangle'],
  ['clock', 'timepiece'],
  ['lamp', 'light'],
  ['crystal', 'glass'],
  ['porcelain', 'china'],
  ['notebook', 'journal'],
  ['fragrance', 'perfume', 'scent'],
  ['urushi', 'lacquer'],
  ['grey', 'gray'],
  ['colour', 'color'],
];

/** The indexes of the house, each with all its settings. Documents have the primary key `id`. */
export const indexes: Record<string, Settings> = {
  products: {
    ...common,
    searchableAttributes: [
      'title',
      'subtitle',
      'collection',
      'categories',
      'materials',
      'materialKinds',
      'artisan',
      'place',
      'tags',
      'options',
      'skus',
      'stories',
      'description',
    ],
    filterableAttributes: [
      'id',
      'collectionHandle',
      'collectionFacet',
      'categoryHandles',
      'categoryFacets',
      'materials',
      'materialKinds',
      'artisan',
      'countryCode',
      'tags',
      'certifications',
      'price',
      'onSale',
      'availableForSale',
      'carbonKg',
    ],
    sortableAttributes: ['price', 'createdAt', 'title', 'carbonKg'],
    rankingRules: [...rankingRules, 'createdAt:desc'],
    stopWords,
    synonyms: synonymsOf(alike),
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      disableOnAttributes: ['skus'],
      disableOnNumbers: true,
      disableOnWords: [],
    },
    pagination: { maxTotalHits: 1_000 },
    faceting: { maxValuesPerFacet: 500, sortFacetValuesBy: { '*': 'count' } },
  },

  /** Words to complete: the names of collections, materials and artisans that products have. */
  products_terms: {
    ...common,
    searchableAttributes: ['text'],
    filterableAttributes: [],
    sortableAttributes: [],
    rankingRules: [...rankingRules, 'count:desc'],
    stopWords: [],
    synonyms: {},
    typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
    pagination: { maxTotalHits: 10_000 },
  },

  /** How far the indexer has come, and the markets there are: documents to be read by id, never to be searched. */
  products_meta: {
    ...common,
    searchableAttributes: [],
    filterableAttributes: ['id'],
    sortableAttributes: [],
    rankingRules,
  },
};

function synonymsOf(groups: string[][]): Record<string, string[]> {
  return Object.fromEntries(
    groups.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)])),
  );
}
