import type { SearchFacet, SearchFacetValue, SearchFilter, SearchOptionFilter } from '#generated/search.ts';
import { conditionsOfFacet } from '../../attributes.ts';
import { comparable } from '../filter.ts';

/** A value of a facet, before the filter that it leads to is known. */
export type SelectableValue = Omit<SearchFacetValue, 'filter'> & {
  /** Other values of the filter that mean the same: handles in other languages. */
  others?: readonly string[];
};

/**
 * The filter with a value of a facet added to all that it lists for this facet, or without the value if it is selected. A condition that lists nothing any
 * more is left out.
 */
export function nextFilter(
  filter: SearchFilter,
  { name, optionName }: Pick<SearchFacet, 'name' | 'optionName'>,
  value: SelectableValue,
): SearchFilter {
  if (name === 'OPTION') return withConditions(filter, { options: nextOptions(filter, optionName ?? '', value) });
  const conditions = conditionsOfFacet(name);
  const isOfValue = (each: unknown) => isNamedBy(String(each), value);
  if (value.selected) {
    const left = conditions.map((condition) => [
      condition,
      listOf(filter[condition]).filter((each) => !isOfValue(each)),
    ]);
    return withConditions(filter, Object.fromEntries(left));
  }
  const [only] = conditions;
  if (only === 'availableForSale' || only === 'onSale') return { ...filter, [only]: value.value === 'true' };
  // All conditions must match: a value that only one of them lists is not found by the others, nor by one that is added.
  const given = conditions.filter((condition) => listOf(filter[condition]).length > 0);
  const byId = conditions.find((condition) => condition.endsWith('Ids'));
  const usual = (value.filterId && byId) || conditions.find((each) => each !== byId && each !== 'materialKinds');
  const extended = (given.length > 0 ? given : [usual ?? []].flat()).map((condition) => {
    const added = condition === byId ? (value.filterId ?? value.value) : value.value;
    return [condition, [...listOf(filter[condition]), added]];
  });
  return { ...filter, ...Object.fromEntries(extended) };
}

function nextOptions({ options }: SearchFilter, option: string, value: SelectableValue): SearchOptionFilter[] {
  const others = (options ?? []).filter(({ name }) => comparable(name) !== comparable(option));
  const own = (options ?? []).find(({ name }) => comparable(name) === comparable(option)) ?? {
    name: option,
    values: [],
  };
  const values = value.selected ? own.values.filter((each) => !isNamedBy(each, value)) : [...own.values, value.value];
  return values.length > 0 ? [...others, { ...own, values }] : others;
}

function isNamedBy(text: string, { value, filterId, others = [] }: SelectableValue): boolean {
  return [value, filterId ?? value, ...others].some((name) => comparable(name) === comparable(text));
}

function withConditions(filter: SearchFilter, conditions: Record<string, unknown[]>): SearchFilter {
  const kept = Object.entries(filter).filter(([name]) => !Object.hasOwn(conditions, name));
  const filled = Object.entries(conditions).filter(([, values]) => values.length > 0);
  return Object.fromEntries([...kept, ...filled]);
}

/** The values of a condition: of a list, or of a single value. */
function listOf(condition: unknown): unknown[] {
  return [condition ?? []].flat();
}
