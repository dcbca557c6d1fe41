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
export function facetValues(counted: readonly CountedValue[], selected: readonly string[]): SelectableValue[] {
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
