import type { PriceFilter, SearchFilter, SearchOptionFilter } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';
import {
  type AttributeBy,
  type AttributeName,
  attributesBy,
  type ConditionColumn,
  type FilterableAttribute,
  pathOf,
} from '../attributes.ts';
import { optionPair } from '../indexing/documents/document.ts';

/**
 * A condition of a filter, by its name in the schema; the condition on an option, by the option's name as well. `scope`: the
 * collection or category whose products are searched.
 */
export type ConditionName = keyof SearchFilter | `options.${string}` | 'scope';

/** The largest number of values that one condition may list. */
const maxValues = 50;

/** The largest number of options that a filter may name. */
const maxOptions = 10;

/**
 * The conditions of a filter as expressions of the search engine, by name. Conditions that are absent, null or an empty list
 * are left out. Values are quoted, so that a client cannot inject expressions. Throws BAD_USER_INPUT for a list of more than
 * 50 values, and for more than ten options. `currency` must be one of the store's.
 */
export function conditionsOf(filter: SearchFilter | null | undefined, currency: string): Map<ConditionName, string> {
  const found = Object.entries(filter ?? {}).flatMap(([key, value]): [ConditionName, string][] => {
    const name = key as keyof SearchFilter;
    const express = expressions[name] as (value: unknown, currency: string) => Expression;
    const expression = value == null ? '' : express(value, currency);
    if (typeof expression !== 'string')
      return Object.entries(expression).map(([option, one]) => [`${name as 'options'}.${option}`, one]);
    return expression ? [[name, expression]] : [];
  });
  return new Map(found);
}

/** `attribute IN ["…"]`: the attribute has one of the values. */
export function oneOf(attribute: FilterableAttribute, values: readonly string[]): string {
  return `${attribute} IN [${values.map(quote).join(', ')}]`;
}

/** The key of an option's condition: names that the engine does not distinguish are equal. */
export function optionCondition(name: string): ConditionName {
  return `options.${comparable(name)}`;
}

/** A value as the engine compares it in filters: `Gift` and full-width `ｇｉｆｔ` equal `gift`. */
export function comparable(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim();
}

/** A value in quotation marks; quotation marks and backslashes in it are escaped. */
export function quote(value: string): string {
  return `"${value.toWellFormed().replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** An expression of the search engine, or one for each option; empty for none. */
type Expression = string | Record<string, string>;

/** An expression for every condition of a filter, from its value and the request's currency. */
export type Expressions<Filter> = {
  [Name in keyof Filter]-?: (value: NonNullable<Filter[Name]>, currency: string) => Expression;
};

/** From the table of attributes. A condition without a row, or in the column of another type, does not compile. */
export const expressions: Expressions<SearchFilter> = {
  ...expressionsFor('oneOf', oneOfThese),
  ...expressionsFor('alsoOneOf', oneOfThese),
  ...expressionsFor('pairs', optionExpressions),
  ...expressionsFor('is', (attribute, value: boolean) => `${attribute} = ${value}`),
  ...expressionsFor('atMost', (attribute, value: number) => `${attribute} <= ${quote(String(value))}`),
  ...expressionsFor('between', (attribute, { min, max }: PriceFilter) =>
    [min != null && `${attribute} >= ${quote(min)}`, max != null && `${attribute} <= ${quote(max)}`]
      .filter(Boolean)
      .join(' AND '),
  ),
};

function oneOfThese(attribute: string, values: readonly string[], condition: string): string {
  if (values.length > maxValues)
    throw badInput(`\`${condition}\` accepts at most ${maxValues} values.`, `filter.${condition}`);
  return values.length > 0 ? oneOf(attribute as FilterableAttribute, values) : '';
}

/** Option → expression, without the options for which no values are given. */
function optionExpressions(attribute: string, options: readonly SearchOptionFilter[]): Record<string, string> {
  if (options.length > maxOptions)
    throw badInput(`\`options\` accepts at most ${maxOptions} options.`, 'filter.options');
  const names = options.map(({ name }) => comparable(name));
  const repeated = options.find(({ name }, place) => names.indexOf(comparable(name)) < place);
  if (repeated) throw badInput(`\`options\` names an option twice.`, 'filter.options');
  const expressions = options.map(({ name, values }) => {
    const pairs = values.map((value) => optionPair(name.trim(), value.trim()));
    return [comparable(name), oneOfThese(attribute, pairs, 'options.values')];
  });
  return Object.fromEntries(expressions.filter(([, expression]) => expression));
}

/** The expressions of all conditions in one column of the table; `express` gets the path of the attribute. */
function expressionsFor<Column extends ConditionColumn, Value, Result extends Expression>(
  column: Column,
  express: (attribute: string, value: Value, condition: string) => Result,
) {
  const attributes: [string, AttributeName][] = Object.entries(attributesBy(column));
  const entries = attributes.map(([condition, attribute]) => [
    condition,
    (value: Value, currency: string) => express(pathOf(attribute, currency), value, condition),
  ]);
  return Object.fromEntries(entries) as Record<keyof AttributeBy<Column>, (value: Value, currency: string) => Result>;
}
