import type { SearchFacet, SearchFacetName, SearchFacetValue, SearchFilter } from '#generated/search.ts';
import { compareNames } from '#kit/graph/collation.ts';
import { type AttributeName, facetAttributes, pathOf, rowOf } from '../attributes.ts';
import { readFacetPair } from '../indexing/documents/document.ts';
import { type EngineQuery, type EngineResult, indexes } from '../meilisearch/client.ts';
import type { ConditionName } from './filter.ts';

/** The largest number of values returned for a facet. */
const maxValues = 100;

/**
 * How facets are counted. After a client filters by one value of a facet, the other values must remain selectable. So a facet
 * that the filter names is counted without its own condition, by a separate query; all others are counted with the hits.
 */
export interface FacetPlan {
  /** Attributes to count with the hits. */
  withHits: string[];
  /** Queries that only count. */
  queries: EngineQuery[];
  /** The facets in the order requested, from the result with the hits and the results of `queries`. */
  read(withHits: EngineResult, results: EngineResult[]): SearchFacet[];
}

/** Plans the counting of facets for a search with these conditions; `text` is what the search matches. */
export function planFacets(
  names: readonly SearchFacetName[],
  filter: SearchFilter,
  conditions: Map<ConditionName, string>,
  currency: string,
  text: Pick<EngineQuery, 'q' | 'matchingStrategy' | 'attributesToSearchOn'>,
): FacetPlan {
  const wanted = [...new Set(names)].map((name) => {
    const facet = facetOf(name);
    return { name, facet, path: pathOf(facet.counted, currency) };
  });
  const isFiltered = ({ facet }: (typeof wanted)[number]) => conditions.has(facet.condition);
  const filtered = wanted.filter(isFiltered);
  return {
    withHits: wanted.filter((one) => !isFiltered(one)).map(({ path }) => path),
    queries: filtered.map(({ facet, path }) => ({
      ...text,
      indexUid: indexes.products,
      filter: [...conditions].filter(([name]) => name !== facet.condition).map(([, expression]) => expression),
      facets: [path],
      limit: 0,
    })),
    read: (withHits, results) =>
      wanted.map((one) => {
        const index = filtered.indexOf(one);
        const result = (index < 0 ? withHits : results[index]) as EngineResult;
        const { facet, name, path } = one;
        const values = facet.isRange ? [] : valuesOf(facet, result.counts[path] ?? {}, filter);
        const range = facet.isRange ? result.ranges[path] : undefined;
        const currencyCode = facet.isPerCurrency ? currency : null;
        return { name, values, range: range ? { ...range, currencyCode } : null };
      }),
  };
}

interface Facet {
  /** The attribute whose values are counted. */
  counted: AttributeName;
  /** The condition of the filter that selects its values. */
  condition: ConditionName;
  /** Whether its smallest and largest number are returned instead of values. */
  isRange: boolean;
  isPerCurrency: boolean;
  /** What a counted value means. */
  read(counted: string): { value: string; label: string };
}

function facetOf(name: SearchFacetName): Facet {
  const attribute = facetAttributes[name];
  const { oneOf, is, atMost, between, countedIn, perCurrency } = rowOf(attribute);
  const label = labels[name];
  return {
    counted: (countedIn as AttributeName | undefined) ?? attribute,
    condition: (oneOf ?? is ?? atMost ?? between) as ConditionName,
    isRange: (atMost ?? between) !== undefined,
    isPerCurrency: perCurrency === true,
    read(counted) {
      if (!countedIn) return { value: counted, label: label?.(counted) ?? counted };
      const pair = readFacetPair(counted);
      return { value: pair.handle, label: pair.name };
    },
  };
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** Value → label, for facets whose values are not their own labels. */
const labels: Partial<Record<SearchFacetName, (value: string) => string>> = {
  // `GEMSTONE` → `Gemstone`.
  MATERIAL_KIND: (value) => value.slice(0, 1) + value.slice(1).toLowerCase(),
  COUNTRY: (code) => countryNames.of(code) ?? code,
  AVAILABLE_FOR_SALE: (value) => (value === 'true' ? 'Available' : 'Sold out'),
  ON_SALE: (value) => (value === 'true' ? 'On sale' : 'Full price'),
};

/** The counted values, and those that the filter names even if no hit has them: a selected value must remain deselectable. */
function valuesOf(facet: Facet, counts: Record<string, number>, filter: SearchFilter): SearchFacetValue[] {
  const selected = new Map(
    [filter[facet.condition] ?? []].flat().map((value) => [comparable(String(value)), String(value)]),
  );
  const counted = Object.entries(counts).map(([key, count]) => ({ ...facet.read(key), count }));
  const known = new Set(counted.map(({ value }) => comparable(value)));
  const absent = [...selected].flatMap(([key, value]) => (known.has(key) ? [] : [{ value, label: value, count: 0 }]));
  return [...counted, ...absent]
    .map((value) => ({ ...value, selected: selected.has(comparable(value.value)) }))
    .sort((a, b) => b.count - a.count || compareNames(a.label, b.label))
    .slice(0, maxValues);
}

/** A value as the engine compares it in filters: `Gift` and full-width `ｇｉｆｔ` equal `gift`. */
function comparable(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim();
}
