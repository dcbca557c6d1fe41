import type { ProductPlace } from '#generated/commerce.ts';

/** A collection or a category with the order of its editors. */
interface OrderedList {
  id: string;
  productOrder: readonly string[];
}

/** The places of products in the orders of the editors, for the search indexer. A product may have a place in a list that it is not in. */
export function productPlacesOf(lists: readonly OrderedList[], productIds: readonly string[]): ProductPlace[] {
  const wanted = new Set(productIds);
  return lists.flatMap(({ id: listId, productOrder }) =>
    productOrder.flatMap((productId, place) => (wanted.has(productId) ? [{ listId, productId, place }] : [])),
  );
}
