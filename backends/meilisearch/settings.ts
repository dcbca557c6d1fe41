import type { Settings } from 'meilisearch';
import { attributesWith, filterableAttributes, searchAttributes } from '#kit/stores/search-attributes.ts';

/** The settings of every index. All are explicit, because defaults may change with a version of Meilisearch. */
const common: Settings = {
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  // Documents are in English. Without this, a Japanese or Chinese query would load 400 MB of dictionaries.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['eng'] }],
  searchCutoffMs: 1_000,
};

/** `sort` is first, so that a requested sort order is exact. Without a requested order it has no effect. */
const rankingRules = ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'];

const stopWords = 'a an and as at by for from in is it its of on or that the this to with'.split(' ');

/** The indexes, each with all its settings. Documents have the primary key `id`. */
export const indexes: Record<string, Settings> = {
  products: {
    ...common,
    searchableAttributes: attributesWith('match'),
    filterableAttributes,
    sortableAttributes: attributesWith('sortable'),
    rankingRules: [...rankingRules, 'createdAt:desc'],
    stopWords,
    // Synonyms are data that the indexer writes.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      // Prose has so many words that a typing error resembles one of them by chance.
      disableOnAttributes: attributesWith('match').filter((name) =>
        ['prose', 'code'].includes(searchAttributes[name].match),
      ),
      disableOnNumbers: true,
      // `disableOnWords` is data that the indexer writes.
    },
    pagination: { maxTotalHits: 1_000 },
    faceting: { maxValuesPerFacet: 500, sortFacetValuesBy: { '*': 'count' } },
  },

  /** Completions: the names of collections, materials and artisans that products have. */
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

  /** The indexer's progress, the markets and the lexicon: documents that are read by id and never searched. */
  products_meta: {
    ...common,
    searchableAttributes: [],
    filterableAttributes: ['id'],
    sortableAttributes: [],
    rankingRules,
  },
};
