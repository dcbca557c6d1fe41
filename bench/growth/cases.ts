import { exampleVariables, operation } from '#tests/support/graph.ts';

/** An operation that is measured over both catalogues. */
export interface Case {
  name: string;
  query: string;
  variables: Record<string, unknown>;
  /** How many rows are before its page in the larger catalogue; the smaller one is asked for its first page. */
  offset?: number;
  /** The largest permitted factor between the two; undefined where there is no goal. */
  goal?: number;
}

/** A list whose pages are walked for cursors. */
export const list =
  'query List($first: Int!, $after: String, $sort: ProductSort) { products(first: $first, after: $after, sort: $sort)';

const cards = `${list} {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { id handle title thumbnail { url altText } priceRange { min { amount currencyCode } } variants(first: 10) { nodes { id availableForSale } } }
} }`;

const page = { first: 24, sort: 'CREATED_AT_DESC' };
const byTitle = { first: 24, sort: 'TITLE_ASC' };
// Finds as many products in both catalogues.
const search = { ...exampleVariables('Search'), query: '', filter: null, first: 24 };

/** Every measured operation, each with as many rows in both catalogues. */
export const cases: readonly Case[] = [
  { name: 'Product page', query: operation('ProductPage'), variables: exampleVariables('ProductPage'), goal: 1.2 },
  { name: 'List, page 1', query: cards, variables: page, goal: 1.5 },
  { name: 'List, from 1,000', query: cards, variables: page, offset: 1_000, goal: 1.5 },
  { name: 'List, from 9,900', query: cards, variables: page, offset: 9_900, goal: 1.5 },
  { name: 'List by title, from 5,000', query: cards, variables: byTitle, offset: 5_000, goal: 1.5 },
  { name: 'Product list, all subgraphs', query: operation('ProductList'), variables: byTitle },
  { name: 'Search with facets', query: operation('Search'), variables: search, goal: 1.5 },
  {
    name: 'Search for a word',
    query: operation('Search'),
    variables: { ...search, query: 'lether', first: 4 },
    goal: 1.5,
  },
  { name: 'Category', query: operation('Category'), variables: { ...exampleVariables('Category'), first: 3 } },
];
