import type { SearchFacet, SearchFacetName, SearchFilter } from '#generated/search.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { type AttributeName, conditionsOfFacet, facetAttributes, pathOf, rowOf } from '../../attributes.ts';
import { readFacetPair, readHandlesPair } from '../../indexing/documents/document.ts';
import { type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { type ConditionName, optionCondition } from '../filter.ts';
import { facetLabel, valueLabel } from './labels.ts';
import { nextFilter, type SelectableValue } from './next-filter.ts';
import { optionFacets } from './options.ts';
import { priceRangeOf } from './prices.ts';
import { type CountedValue, facetValues } from './values.ts';

/**
 * How facets are counted. After a client filters by one value of a facet, the other values must remain selectable. So a facet
 * that the filter names is counted without its own conditions, by a separate query; all others are counted with the hits.
 */
export interface FacetPlan {
  /** Attributes to count with the hits. */
  withHits: string[];
  /** Queries that only count. */
  queries: EngineQuery[];
  /** The facets in the order requested, from the result with the hits and the results of `queries`. */
  read(withHits: EngineResult, results: EngineResult[]): SearchFacet[];
}

/** The part of a search that facets depend on. */
export interface FacetRequest {
  names: readonly SearchFacetName[];
  filter: SearchFilter;
  conditions: Map<ConditionName, string>;
  currency: string;
  /** Of the labels. */
  language: Language;
}

type Text = Pick<EngineQuery, 'q' | 'matchingStrategy' | 'attributesToSearchOn'>;

/** Plans the counting of facets for a search with these conditions; `text` is what the search matches. */
export function planFacets(request: FacetRequest, text: Text): FacetPlan {
  const { conditions } = request;
  const facets = [...new Set(request.names)].map((name) =>
    name === 'OPTION' ? planOptions(request) : planFacet(name, request),
  );
  return {
    withHits: facets.flatMap(({ withHits }) => withHits),
    queries: facets.flatMap(({ separate }) =>
      separate.map(({ paths, without }) => ({
        ...text,
        indexUid: indexes.products,
        filter: [...conditions].filter(([name]) => !without.includes(name)).map(([, expression]) => expression),
        facets: paths,
        limit: 0,
      })),
    ),
    read(withHits, results) {
      const left = [...results];
      const counted = facets.flatMap((facet) => facet.read(withHits, left.splice(0, facet.separate.length)));
      return counted.map((facet) => ({
        ...facet,
        values: facet.values.map((value) => ({ ...value, filter: nextFilter(request.filter, facet, value) })),
      }));
    },
  };
}

/** A facet, before the filters are known to which its values lead. */
type CountedFacet = Omit<SearchFacet, 'values'> & { values: SelectableValue[] };

/** How one name in the schema is counted. */
interface Counting {
  withHits: string[];
  /** Counted by a query without these conditions. */
  separate: { paths: string[]; without: ConditionName[] }[];
  read(withHits: EngineResult, separate: EngineResult[]): CountedFacet[];
}

function planFacet(name: SearchFacetName, { filter, conditions, currency, language }: FacetRequest): Counting {
  const own = conditionsOfFacet(name);
  const { paths, read } = readingOf(name, currency, language);
  const isFiltered = own.some((condition) => conditions.has(condition));
  return {
    withHits: isFiltered ? [] : paths,
    separate: isFiltered ? [{ paths, without: own }] : [],
    read(withHits, [separate]) {
      const selected = own.flatMap((condition) => [filter[condition] ?? []].flat().map(String));
      return [{ ...emptyFacet, name, label: facetLabel(name, language), ...read(separate ?? withHits, selected) }];
    },
  };
}

/** Every option that the filter names is counted without the condition on itself only. */
function planOptions({ filter, conditions }: FacetRequest): Counting {
  const path = facetAttributes.OPTION;
  const options = (filter.options ?? []).filter(({ name }) => conditions.has(optionCondition(name)));
  const own = options.map(({ name }) => optionCondition(name));
  return {
    withHits: [path],
    separate: own.map((condition) => ({ paths: [path], without: [condition] })),
    read(withHits, separate) {
      const ownCounts = new Map(
        own.map((condition, place) => [optionOf(condition), separate[place]?.counts[path] ?? {}]),
      );
      const facets = optionFacets(options, withHits.counts[path] ?? {}, ownCounts);
      return facets.map((facet) => ({ ...emptyFacet, name: 'OPTION', ...facet }));
    },
  };
}

function optionOf(condition: ConditionName): string {
  return condition.slice('options.'.length);
}

const emptyFacet = { optionName: null, values: [], range: null, priceRange: null };

interface Reading {
  /** The attributes to count. */
  paths: string[];
  read(result: EngineResult, selected: string[]): Partial<CountedFacet>;
}

function readingOf(name: SearchFacetName, currency: string, language: Language): Reading {
  const attribute = facetAttributes[name];
  const { countedIn, identifiedIn, intervalsIn, atMost, between, perCurrency } = rowOf(attribute);
  const path = pathOf((countedIn ?? identifiedIn ?? attribute) as AttributeName, currency);
  if (atMost ?? between) {
    const intervals = intervalsIn === undefined ? [] : [pathOf(intervalsIn as AttributeName, currency)];
    return {
      paths: [path, ...intervals],
      read({ ranges, counts }) {
        const range = ranges[path];
        if (!range) return {};
        const [steps] = intervals;
        return {
          range: { ...range, currencyCode: perCurrency ? currency : null },
          priceRange: steps === undefined ? null : priceRangeOf(range, counts[steps] ?? {}, currency),
        };
      },
    };
  }
  const read = (counted: string): Omit<CountedValue, 'count'> => {
    if (!countedIn && !identifiedIn)
      return { value: counted, label: valueLabel(name, counted, language), filterId: null };
    if (identifiedIn) {
      const pair = readFacetPair(counted);
      return { value: pair.name, label: pair.name, filterId: pair.handle };
    }
    const { handle, others, name: label } = readHandlesPair(counted);
    return { value: handle, label, filterId: null, others };
  };
  return {
    paths: [path],
    read({ counts }, selected) {
      const counted = Object.entries(counts[path] ?? {}).map(([value, count]) => ({ ...read(value), count }));
      return { values: facetValues(counted, selected) };
    },
  };
}
