import type { Settings } from 'meilisearch';
import { type Language, languages } from '#kit/graph/languages/language.ts';
import { stopWordLists } from '#kit/graph/languages/stop-words.ts';
import {
  attributesWith,
  displayedAttributes,
  filterableAttributes,
  indexIn,
  searchAttributes,
} from '#kit/stores/search-attributes.ts';

/** The settings of every index. All are explicit, because defaults may change with a version of Meilisearch. */
const common: Settings = {
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  searchCutoffMs: 1_000,
};

/**
 * The language of all documents of an index, by ISO 639-3, which selects the tokenizer. Without it, a Chinese query would load
 * 400 MB of dictionaries.
 */
function localizedIn(language: Language): Settings {
  const locales = { EN: 'eng', FR: 'fra', JA: 'jpn', IT: 'ita' } as const;
  return { localizedAttributes: [{ attributePatterns: ['*'], locales: [locales[language]] }] };
}

/** `sort` is first, so that a requested sort order is exact. Without a requested order it has no effect. */
const rankingRules = ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'];

/** The settings of an index whose documents are read by id and never searched. */
const records: Settings = {
  ...common,
  ...localizedIn('EN'),
  searchableAttributes: [],
  filterableAttributes: ['id'],
  sortableAttributes: [],
  rankingRules,
};

/** The indexes, each with all its settings. Documents have the primary key `id`. */
export const indexes: Record<string, Settings> = Object.assign({}, ...languages.map(indexesIn), {
  /** The products that editors pin to queries. */
  products_pins: records,
  /** The indexer's progress, the markets and the lexicons. */
  products_meta: records,
});

/** The indexes of one language. */
function indexesIn(language: Language): Record<string, Settings> {
  return {
    [indexIn(language, 'products')]: productsIn(language),
    [indexIn(language, 'products_terms')]: termsIn(language),
    [indexIn(language, 'products_content')]: contentIn(language),
  };
}

function productsIn(language: Language): Settings {
  return {
    ...common,
    ...localizedIn(language),
    searchableAttributes: attributesWith('match'),
    displayedAttributes,
    filterableAttributes,
    sortableAttributes: attributesWith('sortable'),
    rankingRules: [...rankingRules, 'createdAt:desc'],
    stopWords: [...stopWordLists[language]],
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
  };
}

/** Articles, artisans, pages and collections. The keys of the search subgraph and of the indexer are for `products*`. */
function contentIn(language: Language): Settings {
  return {
    ...common,
    ...localizedIn(language),
    searchableAttributes: ['title', 'summary', 'text'],
    filterableAttributes: ['kind'],
    sortableAttributes: [],
    rankingRules,
    stopWords: [...stopWordLists[language]],
    synonyms: {},
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      disableOnAttributes: ['summary', 'text'],
      disableOnNumbers: true,
    },
    pagination: { maxTotalHits: 10_000 },
    faceting: { maxValuesPerFacet: 10, sortFacetValuesBy: { '*': 'count' } },
  };
}

/** Completions: the names of what products have. */
function termsIn(language: Language): Settings {
  return {
    ...common,
    ...localizedIn(language),
    searchableAttributes: ['text'],
    filterableAttributes: [],
    sortableAttributes: [],
    rankingRules: [...rankingRules, 'count:desc'],
    stopWords: [],
    synonyms: {},
    typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
    pagination: { maxTotalHits: 10_000 },
  };
}
