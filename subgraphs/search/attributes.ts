import type { SearchFacetName, SearchField, SearchFilter } from '#generated/search.ts';
import {
  type AttributesWith,
  attributesWith,
  type filterableAttributes,
  type MatchClass,
  type SearchAttribute,
  type SearchAttributeName,
  searchAttributes,
} from '#kit/stores/search-attributes.ts';
import type { ProductDocument } from './indexing/documents/document.ts';

/**
 * The table of attributes as this subgraph uses it. These declarations do not compile where the table differs from the
 * documents or from the schema: a field, facet or highlight without a row, or a row without a field. An error here about `keyof ProductDocument` means
 * that the new row's field is missing in `ProductDocument`.
 */
const rows: Record<SearchAttributeName, SearchAttribute> = searchAttributes satisfies Record<
  keyof ProductDocument,
  SearchAttribute
>;

type FieldOfDocument<Name extends keyof ProductDocument> = Name;

export type AttributeName = FieldOfDocument<SearchAttributeName>;
export type SearchedAttribute = AttributesWith<'match'>;
export type FilterableAttribute = (typeof filterableAttributes)[number];
export type SortableAttribute = AttributesWith<'sortable'>;

/** A column whose values are conditions of the filter in the schema. */
export type ConditionColumn = (typeof conditionColumns)[number];

const conditionColumns = ['oneOf', 'alsoOneOf', 'pairs', 'is', 'atMost', 'between'] as const;

/** A column whose values are names in the schema. */
type NameColumn = ConditionColumn | 'highlight' | 'facet';

/** Name in the schema → its attribute, for the rows that have this column. */
export type AttributeBy<Column extends NameColumn> = {
  [Name in AttributesWith<Column> as (typeof searchAttributes)[Name][Column & keyof (typeof searchAttributes)[Name]] &
    string]: Name;
};

/** The attributes that have this column, by their names in the schema, in the order of the table. */
export function attributesBy<Column extends NameColumn>(column: Column): AttributeBy<Column> {
  return Object.fromEntries(attributesWith(column).map((name) => [rows[name][column], name])) as AttributeBy<Column>;
}

/** How the index uses an attribute. */
export function rowOf(name: AttributeName): SearchAttribute {
  return rows[name];
}

/** Facet → the attribute that its condition compares. A facet without a condition does not compile. */
export const facetAttributes: Record<SearchFacetName, AttributesWith<ConditionColumn>> = attributesBy('facet');

/** The conditions that select values of a facet, by their names in the schema. */
export function conditionsOfFacet(facet: SearchFacetName): (keyof SearchFilter)[] {
  return Object.values(rows)
    .filter((row) => row.facet === facet || row.selects === facet)
    .flatMap((row) => conditionColumns.flatMap((column) => (row[column] ?? []) as keyof SearchFilter));
}

/** Highlighted field → its attribute, the highest weight first. Article numbers are found by their codes, and products have no `TEXT`. */
export const highlightAttributes: Record<Exclude<SearchField, 'SKU' | 'TEXT'>, SearchedAttribute> = attributesBy(
  'highlight',
);

/** The searched attributes, the highest weight first. */
export const searchedAttributes = attributesWith('match');

/** The searched attributes that name products: kinds and traits. */
export const nameAttributes = searchedAttributes.filter((name) => ['kind', 'trait'].includes(classOf(name)));

/** What a match in a searched attribute says about a product. */
export function classOf(name: SearchedAttribute): MatchClass {
  return searchAttributes[name].match;
}

/** The path of an attribute in filters, sorts and facets: `price.EUR` where each currency has a value. */
export function pathOf(name: AttributeName, currency: string): string {
  return rows[name].perCurrency ? `${name}.${currency}` : name;
}
