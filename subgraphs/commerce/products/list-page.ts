import type { ProductSort } from '#generated/commerce.ts';
import { type ListName, readPage } from '#kit/graph/connection.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { ProductListKey } from './product-lists.ts';

/** The arguments of a list of products that say which page it returns, and in which order. */
export interface ListArguments {
  first?: number | null;
  after?: string | null;
  sort: ProductSort;
  deliverableFirst?: boolean | null;
}

/**
 * Reads the page and the order of a list of products. Its cursors belong to the list with this `name`, the order, and the country
 * whose deliverable products come first. Throws BAD_USER_INPUT for a page beyond the limits and for a cursor of another list.
 */
export function readListPage(
  name: ListName,
  { sort, deliverableFirst, ...page }: ListArguments,
  { market }: Pick<SubgraphRequest, 'market'>,
): Pick<ProductListKey, 'page' | 'sort' | 'deliverableFirst'> {
  const country = (deliverableFirst && market.country) || null;
  return { page: readPage([...name, sort, ...(country ? [country] : [])], page), sort, deliverableFirst: country };
}
