import type { SearchFacet, SearchOptionFilter } from '#generated/search.ts';
import { compareNames } from '#kit/graph/collation.ts';
import { readOptionPair } from '../../indexing/documents/document.ts';
import { comparable } from '../filter.ts';
import type { SelectableValue } from './next-filter.ts';
import { type CountedValue, facetValues } from './values.ts';

/** The largest number of options of which facets are returned. */
const maxOptions = 20;

/** One facet's part that differs between options. */
export type OptionFacet = Pick<SearchFacet, 'label' | 'optionName'> & { values: SelectableValue[] };

/**
 * A facet for each option: those that the filter names, and those that hits have, the most frequent first. `counts`: pair of
 * name and value → number of hits with all conditions. `ownCounts`: option → the same without the condition on this option.
 */
export function optionFacets(
  selected: readonly SearchOptionFilter[],
  counts: Record<string, number>,
  ownCounts: ReadonlyMap<string, Record<string, number>>,
): OptionFacet[] {
  const options = new Map(
    selected.map(({ name, values }) => [comparable(name), { name, selected: values, isNamed: true }]),
  );
  const all = groupByOption(counts);
  for (const [key, { name }] of all) options.set(key, { selected: [], isNamed: false, ...options.get(key), name });
  const facets = [...options].map(([key, option]) => {
    const own = ownCounts.get(key);
    const group = own ? groupByOption(own).get(key) : all.get(key);
    const values = facetValues(group?.values ?? [], option.selected);
    return {
      isNamed: option.isNamed,
      facet: { label: group?.name ?? option.name, optionName: group?.name ?? option.name, values },
    };
  });
  return facets
    .map((one) => ({ ...one, hits: one.facet.values.reduce((sum, { count }) => sum + count, 0) }))
    .sort(
      (a, b) => Number(b.isNamed) - Number(a.isNamed) || b.hits - a.hits || compareNames(a.facet.label, b.facet.label),
    )
    .slice(0, maxOptions)
    .map(({ facet }) => facet);
}

interface Group {
  name: string;
  values: CountedValue[];
}

/** Option → its name, as it is written first, and its values. */
function groupByOption(counts: Record<string, number>): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const [pair, count] of Object.entries(counts)) {
    const { name, value } = readOptionPair(pair);
    const group = groups.get(comparable(name)) ?? { name, values: [] };
    group.values.push({ value, label: value, filterId: null, count });
    groups.set(comparable(name), group);
  }
  return groups;
}
