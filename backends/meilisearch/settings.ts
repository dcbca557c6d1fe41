import type { Settings } from 'meilisearch';

/** What every index shares. Nothing is left to Meilisearch's defaults that a newer version might change. */
const common: Settings = {
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  // Documents are in English. Were every language possible, a Japanese or Chinese query would load 400 MB of dictionaries.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['eng'] }],
  searchCutoffMs: 1_000,
};

/** `sort` leads: who asks for the cheapest first means it. Where no order is asked for it is neutral. */
const rankingRules = ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'];

const stopWords = 'a an and as at by for from in is it its of on or that the this to with'.split(' ');

/** The indexes of the house, each with all its settings. Documents have the primary key `id`. */
export const indexes: Record<string, Settings> = {
  products: {
    ...common,
    searchableAttributes: [
      'title',
      'categories',
      'collection',
      'materials',
      'materialKinds',
      'artisan',
      'place',
      'origin',
      'tags',
      'options',
      'subtitle',
      'stories',
      'description',
      'codes',
      'gtins',
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
    sortableAttributes: ['price', 'createdAt', 'titleKey', 'carbonKg'],
    rankingRules: [...rankingRules, 'createdAt:desc'],
    stopWords,
    // No synonyms: they are data, which the indexer writes.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      // Prose has so many words that a typing error is near one of them by chance.
      disableOnAttributes: ['subtitle', 'stories', 'description', 'codes', 'gtins'],
      disableOnNumbers: true,
      // No words: they are data, like the synonyms.
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
