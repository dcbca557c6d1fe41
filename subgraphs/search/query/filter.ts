import type { SearchFilter } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';

/** A condition of a filter, by its name in the schema. */
export type ConditionName = keyof SearchFilter;

/** Values that one condition may list. */
const mostValues = 50;

/**
 * The conditions of a filter as expressions of the search engine, by name; those not given, or given as an empty list,
 * are left out. Values are quoted: nothing in them is read as an expression. Throws BAD_USER_INPUT for a list of more
 * than 50 values. `currency` must be one of the house.
 */
export function conditionsOf(filter: SearchFilter | null | undefined, currency: string): Map<ConditionName, string> {
  const found = Object.entries(filter ?? {}).flatMap(([name, value]): [ConditionName, string][] => {
    const condition = name as ConditionName;
    const expression = value == null ? '' : express(condition, value, currency);
    return expression ? [[condition, expression]] : [];
  });
  return new Map(found);
}

/** `attribute IN ["…"]`: one of the values. */
export function oneOf(attribute: string, values: readonly string[]): string {
  return `${attribute} IN [${values.map(quote).join(', ')}]`;
}

/** A value between quotation marks, of which those it contains cannot end it. */
export function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const listAttributes: Partial<Record<ConditionName, string>> = {
  collections: 'collectionHandle',
  categories: 'categoryHandles',
  materials: 'materials',
  materialKinds: 'materialKinds',
  artisans: 'artisan',
  countryCodes: 'countryCode',
  tags: 'tags',
  certifications: 'certifications',
};

type Value = NonNullable<SearchFilter[ConditionName]>;

function express(condition: ConditionName, value: Value, currency: string): string {
  if (Array.isArray(value))
    return value.length > 0 ? oneOf(listAttributes[condition] as string, atMost(value, condition)) : '';
  if (typeof value === 'number') return `carbonKg <= ${quote(String(value))}`;
  if (typeof value === 'boolean') return `${condition === 'onSale' ? `onSale.${currency}` : condition} = ${value}`;
  const { min, max } = value;
  const ends = [
    min != null && `price.${currency} >= ${quote(min)}`,
    max != null && `price.${currency} <= ${quote(max)}`,
  ];
  return ends.filter(Boolean).join(' AND ');
}

function atMost(values: string[], condition: ConditionName): string[] {
  if (values.length > mostValues)
    throw badInput(`\`${condition}\` takes at most ${mostValues} values.`, `filter.${condition}`);
  return values;
}
