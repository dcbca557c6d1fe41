import DataLoader from 'dataloader';
import type { ProductSort } from '#generated/commerce.ts';
import { type Connection, connection } from '#kit/graph/connection.ts';
import type { Medusa } from '../medusa/client.ts';
import { categoryIdField, collectionIdField, restrictionField, tagField } from '../medusa/fields.ts';
import type { ProductQuery } from '../medusa/queries.ts';
import type { ProductRow } from '../rows.ts';
import { type CollectionMembers, isInCollection } from './collections.ts';
import { matchesNothing, type ProductPageKey, type Products } from './products.ts';
import { inOrder, isMedusaSort, type Ranks, readOrderOf } from './sorting/product-order.ts';

/** A page of the products of a collection, of one or more categories, or of all that match conditions. */
export interface ProductListKey extends Omit<ProductPageKey, 'sort'> {
  sort: ProductSort;
  /** The collection whose products they are; missing for others. */
  collection?: CollectionMembers;
  /** The ids of products in the order of the editors, for `MANUAL`. */
  productOrder?: readonly string[];
}

export type ProductLists = DataLoader<ProductListKey, Connection<ProductRow>>;

/** Number of products of one call that reads which lists they are in. */
const batchSize = 5_000;

/**
 * Loads the products of collections and categories. One list in an order of Medusa is one call with Medusa's paging. Several lists in
 * one tick are two calls, regardless of their number: one reads which products are in which list, in order; the other reads the
 * requested fields of the products on the requested pages. In `MANUAL` and `BEST_SELLING` order a single list is read so as well, and
 * `BEST_SELLING` needs one call more.
 */
export function createProductLists(
  medusa: Medusa,
  products: Products,
  sold: () => Promise<Ranks['sold']>,
): ProductLists {
  return new DataLoader(
    async (lists) => {
      const [only, ...others] = lists;
      if (only && others.length === 0 && isMedusaSort(only.sort))
        return [await products.page({ ...only, sort: only.sort })];
      return readLists(lists, medusa, products, sold);
    },
    { cache: false },
  );
}

/** The products that match conditions, in an order that is not Medusa's: as many calls as one such list. */
export async function rankedPage(
  list: ProductListKey,
  medusa: Medusa,
  products: Products,
  sold: () => Promise<Ranks['sold']>,
): Promise<Connection<ProductRow>> {
  const { conditions, sort, deliverableFirst } = list;
  if (matchesNothing(conditions)) return connection([], list.page, 0);
  const query = { ...conditions, sort: readOrderOf(sort), fields: orderFields(list) };
  const [found, counts] = await Promise.all([readAll(query, medusa), sold()]);
  return showPage(list, inOrder(found, sort, { productOrder: [], sold: counts, deliverableFirst }), products);
}

async function readLists(
  lists: readonly ProductListKey[],
  medusa: Medusa,
  products: Products,
  sold: () => Promise<Ranks['sold']>,
) {
  const groups = Map.groupBy(lists, groupOf);
  const [counts, read] = await Promise.all([
    lists.some(({ sort }) => sort === 'BEST_SELLING') ? sold() : new Map<string, number>(),
    Promise.all([...groups].map(async ([group, keys]) => [group, await readMembers(keys, medusa)] as const)),
  ]);
  const members = new Map(read);
  return Promise.all(
    lists.map((list) => {
      const inList = (members.get(groupOf(list)) ?? []).filter((product) => isIn(product, list));
      const { sort, productOrder = [], deliverableFirst } = list;
      return showPage(list, inOrder(inList, sort, { productOrder, sold: counts, deliverableFirst }), products);
    }),
  );
}

/** One page of a list whose products are known by id. */
async function showPage({ page, fields }: ProductListKey, all: readonly ProductRow[], products: Products) {
  const shown = await Promise.all(
    all.slice(page.offset, page.offset + page.limit).map(({ id }) => products.byId.load({ key: id, fields })),
  );
  return connection(
    shown.filter((product) => product !== null),
    page,
    all.length,
  );
}

/** Lists of the same kind that are read in the same order can be read together. */
function groupOf({ conditions, sort, deliverableFirst }: ProductListKey): string {
  return `${conditions.collectionIds ? 'collections' : 'categories'} ${readOrderOf(sort)} ${deliverableFirst}`;
}

/** What commerce reads of products to sort them, besides their ids. */
function orderFields({ sort, deliverableFirst }: Pick<ProductListKey, 'sort' | 'deliverableFirst'>): string[] {
  return deliverableFirst && !isMedusaSort(sort) ? [restrictionField] : [];
}

/** All products of these lists, in order. Only the ids of their collection or categories are read. */
async function readMembers(lists: readonly ProductListKey[], medusa: Medusa): Promise<ProductRow[]> {
  const { deliverableFirst, ...first } = lists[0] as ProductListKey;
  const sort = readOrderOf(first.sort);
  const more = [...new Set(lists.flatMap(orderFields))];
  const collectionIds = [...new Set(lists.flatMap(({ conditions }) => conditions.collectionIds ?? []))];
  const categoryIds = [...new Set(lists.flatMap(({ conditions }) => conditions.categoryIds ?? []))];
  return readAll(
    collectionIds.length > 0
      ? { collectionIds, sort, deliverableFirst, fields: [collectionIdField, tagField, ...more] }
      : { categoryIds, sort, deliverableFirst, fields: [categoryIdField, ...more] },
    medusa,
  );
}

async function readAll(query: Omit<ProductQuery, 'page'>, medusa: Medusa): Promise<ProductRow[]> {
  const found: ProductRow[] = [];
  for (;;) {
    const { rows, totalCount } = await medusa.products({ ...query, page: { offset: found.length, limit: batchSize } });
    found.push(...rows);
    if (rows.length < batchSize || found.length >= totalCount) return found;
  }
}

function isIn(product: ProductRow, { conditions: { categoryIds }, collection }: ProductListKey): boolean {
  if (collection) return isInCollection(product, collection);
  return product.categoryIds.some((id) => categoryIds?.includes(id));
}
