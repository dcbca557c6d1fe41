import { compareNames } from '#kit/graph/collation.ts';
import { comparable } from '../filter.ts';
import type { SelectableValue } from './next-filter.ts';

/** The largest number of values returned for a facet. */
const maxValues = 100;

/** A counted value, before the filter of the request is known. */
export type CountedValue = Omit<SelectableValue, 'selected'>;

/**
 * The counted values, the most frequent first, and those that the filter names even if no hit has them: a selected value must
 * remain deselectable. `selected` are the values or ids in the filter.
 */
export function facetValues(all: readonly CountedValue[], selected: readonly string[]): SelectableValue[] {
  const counted = mergeValues(all);
  const wanted = new Map(selected.map((value) => [comparable(value), value]));
  const keysOf = ({ value, filterId, others = [] }: CountedValue) =>
    [value, ...(filterId ? [filterId] : []), ...others].map(comparable);
  const known = new Set(counted.flatMap(keysOf));
  const absent = [...wanted].flatMap(([key, value]) =>
    known.has(key) ? [] : [{ value, label: value, filterId: null, count: 0 }],
  );
  return [...counted, ...absent]
    .map((value) => ({ ...value, selected: keysOf(value).some((key) => wanted.has(key)) }))
    .sort((a, b) => b.count - a.count || compareNames(a.label, b.label))
    .slice(0, maxValues);
}

/**
 * One value for each object. While documents are rewritten, some have its former name or handles, and it is counted under both. The
 * name of most documents is kept.
 */
function mergeValues(counted: readonly CountedValue[]): CountedValue[] {
  const byObject = Map.groupBy(counted, ({ value, filterId }) => comparable(filterId ?? value));
  return [...byObject.values()].map((same) => {
    const most = same.reduce((one, other) => (other.count > one.count ? other : one));
    if (same.length === 1) return most;
    const others = new Set(same.flatMap((each) => each.others ?? []));
    const count = same.reduce((sum, each) => sum + each.count, 0);
    return { ...most, count, ...(others.size > 0 && { others: [...others] }) };
  });
}
