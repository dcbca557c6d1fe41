import type { PriceFilter, SearchFilter } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';
import {
  type AttributeBy,
  type AttributeName,
  attributesBy,
  type ConditionColumn,
  type FilterableAttribute,
  pathOf,
} from '../attributes.ts';

/** A condition of a filter, by its name in the schema. */
export type ConditionName = keyof SearchFilter;

/** The largest number of values that one condition may list. */
const maxValues = 50;

/**
 * The conditions of a filter as expressions of the search engine, by name. Conditions that are absent, null or an empty list
 * are left out. Values are quoted, so that a client cannot inject expressions. Throws BAD_USER_INPUT for a list of more than
 * 50 values. `currency` must be one of the store's.
 */
export function conditionsOf(filter: SearchFilter | null | undefined, currency: string): Map<ConditionName, string> {
  const found = Object.entries(filter ?? {}).flatMap(([key, value]): [ConditionName, string][] => {
    const name = key as ConditionName;
    const express = expressions[name] as (value: unknown, currency: string) => string;
    const expression = value == null ? '' : express(value, currency);
    return expression ? [[name, expression]] : [];
  });
  return new Map(found);
}

/** `attribute IN ["…"]`: the attribute has one of the values. */
export function oneOf(attribute: FilterableAttribute, values: readonly string[]): string {
  return `${attribute} IN [${values.map(quote).join(', ')}]`;
}

/** A value in quotation marks; quotation marks and backslashes in it are escaped. */
export function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** An expression for every condition of a filter, from its value and the request's currency. */
export type Expressions<Filter> = {
  [Name in keyof Filter]-?: (value: NonNullable<Filter[Name]>, currency: string) => string;
};

/** From the table of attributes. A condition without a row, or in the column of another type, does not compile. */
export const expressions: Expressions<SearchFilter> = {
  ...expressionsFor('oneOf', (attribute, values: readonly string[], condition) => {
    if (values.length > maxValues)
      throw badInput(`\`${condition}\` accepts at most ${maxValues} values.`, `filter.${condition}`);
    return values.length > 0 ? oneOf(attribute as FilterableAttribute, values) : '';
  }),
  ...expressionsFor('is', (attribute, value: boolean) => `${attribute} = ${value}`),
  ...expressionsFor('atMost', (attribute, value: number) => `${attribute} <= ${quote(String(value))}`),
  ...expressionsFor('between', (attribute, { min, max }: PriceFilter) =>
    [min != null && `${attribute} >= ${quote(min)}`, max != null && `${attribute} <= ${quote(max)}`]
      .filter(Boolean)
      .join(' AND '),
  ),
};

/** The expressions of all conditions in one column of the table; `express` gets the path of the attribute. */
function expressionsFor<Column extends ConditionColumn, Value>(
  column: Column,
  express: (attribute: string, value: Value, condition: string) => string,
) {
  const attributes: [string, AttributeName][] = Object.entries(attributesBy(column));
  const entries = attributes.map(([condition, attribute]) => [
    condition,
    (value: Value, currency: string) => express(pathOf(attribute, currency), value, condition),
  ]);
  return Object.fromEntries(entries) as Record<keyof AttributeBy<Column>, (value: Value, currency: string) => string>;
}
