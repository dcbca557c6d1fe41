import type { SearchFacet, SearchFacetName, SearchFacetValue, SearchFilter } from '#generated/search.ts';
import { compareNames } from '#kit/graph/collation.ts';
import { readFacetPair } from '../indexing/document.ts';
import { type Answer, indexes, type Question } from '../meilisearch/client.ts';
import type { ConditionName } from './filter.ts';

/** Values of a facet that are given back. */
const mostValues = 100;

/**
 * How facets are counted. The values of a facet must stay choosable after one is chosen, so a facet that the filter
 * names is counted without its own condition, by a question of its own; all others are counted with the hits.
 */
export interface FacetPlan {
  /** Attributes to count with the hits. */
  withHits: string[];
  /** Questions that only count. */
  questions: Question[];
  /** The facets in the order asked, from the answer with the hits and the answers to `questions`. */
  read(withHits: Answer, answers: Answer[]): SearchFacet[];
}

/** Plans the counting of facets for a search whose conditions are given; `words` says what it looks for. */
export function planFacets(
  names: readonly SearchFacetName[],
  filter: SearchFilter,
  conditions: Map<ConditionName, string>,
  currency: string,
  words: Pick<Question, 'q' | 'matchingStrategy' | 'attributesToSearchOn'>,
): FacetPlan {
  const wanted = [...new Set(names)].map((name) => ({
    name,
    facet: facets[name],
    attribute: facets[name].attribute(currency),
  }));
  const isChosen = ({ facet }: (typeof wanted)[number]) => conditions.has(facet.condition);
  const chosen = wanted.filter(isChosen);
  return {
    withHits: wanted.filter((facet) => !isChosen(facet)).map(({ attribute }) => attribute),
    questions: chosen.map(({ facet, attribute }) => ({
      ...words,
      indexUid: indexes.products,
      filter: [...conditions].filter(([name]) => name !== facet.condition).map(([, expression]) => expression),
      facets: [attribute],
      limit: 0,
    })),
    read: (withHits, answers) =>
      wanted.map((one) => {
        const place = chosen.indexOf(one);
        const answer = (place < 0 ? withHits : answers[place]) as Answer;
        const values = one.facet.isSpan ? [] : valuesOf(one.facet, answer.counts[one.attribute] ?? {}, filter);
        const span = one.facet.isSpan ? answer.spans[one.attribute] : undefined;
        const currencyCode = one.name === 'PRICE' ? currency : null;
        return { name: one.name, values, range: span ? { ...span, currencyCode } : null };
      }),
  };
}

interface Facet {
  attribute(currency: string): string;
  /** The condition of the filter that chooses among its values. */
  condition: ConditionName;
  isSpan: boolean;
  /** What a counted value stands for. */
  read(counted: string): { value: string; label: string };
}

const same = (value: string) => ({ value, label: value });
const pair = (counted: string) => {
  const { handle, name } = readFacetPair(counted);
  return { value: handle, label: name };
};
const labelled = (label: (value: string) => string) => (value: string) => ({ value, label: label(value) });
const words = (attribute: string, condition: ConditionName, read = same): Facet => ({
  attribute: () => attribute,
  condition,
  isSpan: false,
  read,
});
const span = (attribute: (currency: string) => string, condition: ConditionName): Facet => ({
  attribute,
  condition,
  isSpan: true,
  read: same,
});
const countryNames = new Intl.DisplayNames('en', { type: 'region' });

const facets: Record<SearchFacetName, Facet> = {
  COLLECTION: words('collectionFacet', 'collections', pair),
  CATEGORY: words('categoryFacets', 'categories', pair),
  MATERIAL: words('materials', 'materials'),
  MATERIAL_KIND: words('materialKinds', 'materialKinds', labelled(titled)),
  ARTISAN: words('artisan', 'artisans'),
  COUNTRY: words(
    'countryCode',
    'countryCodes',
    labelled((code) => countryNames.of(code) ?? code),
  ),
  TAG: words('tags', 'tags'),
  CERTIFICATION: words('certifications', 'certifications'),
  AVAILABLE_FOR_SALE: words(
    'availableForSale',
    'availableForSale',
    labelled((value) => (value === 'true' ? 'Available' : 'Sold out')),
  ),
  ON_SALE: {
    ...words(
      '',
      'onSale',
      labelled((value) => (value === 'true' ? 'On sale' : 'Full price')),
    ),
    attribute: (currency) => `onSale.${currency}`,
  },
  PRICE: span((currency) => `price.${currency}`, 'price'),
  CARBON_KG: span(() => 'carbonKg', 'maxCarbonKg'),
};

/** The counted values with those the filter names, also where no hit has them: what is chosen must be there to be let go. */
function valuesOf(facet: Facet, counts: Record<string, number>, filter: SearchFilter): SearchFacetValue[] {
  const chosen = new Map(
    [filter[facet.condition] ?? []].flat().map((value) => [comparable(String(value)), String(value)]),
  );
  const counted = Object.entries(counts).map(([key, count]) => ({ ...facet.read(key), count }));
  const known = new Set(counted.map(({ value }) => comparable(value)));
  const absent = [...chosen].flatMap(([key, value]) => (known.has(key) ? [] : [{ value, label: value, count: 0 }]));
  return [...counted, ...absent]
    .map((value) => ({ ...value, selected: chosen.has(comparable(value.value)) }))
    .sort((a, b) => b.count - a.count || compareNames(a.label, b.label))
    .slice(0, mostValues);
}

/** A value as the engine compares it in filters: `Gift` and full-width `ｇｉｆｔ` choose `gift`. */
function comparable(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim();
}

/** `GEMSTONE` → `Gemstone`. */
function titled(value: string): string {
  return value.slice(0, 1) + value.slice(1).toLowerCase();
}
