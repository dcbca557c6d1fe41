import type { ProductSort } from '#generated/commerce.ts';
import type { MedusaSort } from '../../medusa/queries.ts';
import type { ProductRow } from '../../rows.ts';
import { isRestricted } from '../../shipping/restrictions.ts';

/** What commerce sorts products by. */
export interface Ranks {
  /** The ids of products in the order of the editors. */
  productOrder: readonly string[];
  /** The pieces of each product that were sold lately. */
  sold: ReadonlyMap<string, number>;
  /** The country to which products of the first part of a list may be delivered; null where it does not matter. */
  deliverableFirst: string | null;
}

/** Whether Medusa sorts in this order; commerce sorts in the others. */
export function isMedusaSort(sort: ProductSort): sort is MedusaSort {
  return sort !== 'MANUAL' && sort !== 'BEST_SELLING';
}

/** The order in which products are read from Medusa for a sort order. Equal ones keep it: the newest first, then by id. */
export function readOrderOf(sort: ProductSort): MedusaSort {
  return isMedusaSort(sort) ? sort : 'CREATED_AT_DESC';
}

/** Products in a sort order, which were read in `readOrderOf` it. Those without a place or a sale come last. */
export function inOrder(
  products: readonly ProductRow[],
  sort: ProductSort,
  { productOrder, sold, deliverableFirst }: Ranks,
): ProductRow[] {
  if (isMedusaSort(sort)) return [...products];
  const places = new Map(productOrder.map((id, place) => [id, place]));
  const rankOf = ({ id }: ProductRow) =>
    sort === 'BEST_SELLING' ? -(sold.get(id) ?? 0) : (places.get(id) ?? productOrder.length);
  const partOf = ({ deliveryRestrictions }: ProductRow) => Number(isRestricted(deliveryRestrictions, deliverableFirst));
  return products.toSorted((one, other) => partOf(one) - partOf(other) || rankOf(one) - rankOf(other));
}
