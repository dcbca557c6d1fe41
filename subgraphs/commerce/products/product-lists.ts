import DataLoader from 'dataloader';
import { type Connection, connection } from '#kit/graph/connection.ts';
import type { Medusa } from '../medusa/client.ts';
import { categoryIdField, collectionIdField, tagField } from '../medusa/fields.ts';
import type { ProductConditions } from '../medusa/queries.ts';
import type { ProductRow } from '../rows.ts';
import { type CollectionMembers, isInCollection } from './collections.ts';
import type { ProductPageKey, Products } from './products.ts';

/** A page of the products of a collection, or of one or more categories. */
export interface ProductListKey extends ProductPageKey {
  conditions: Pick<ProductConditions, 'collectionIds' | 'categoryIds'>;
  /** The collection whose products they are; missing for those of categories. */
  collection?: CollectionMembers;
}

export type ProductLists = DataLoader<ProductListKey, Connection<ProductRow>>;

/** Number of products of one call that reads which lists they are in. */
const batchSize = 5_000;

/**
 * Loads the products of collections and categories. One list is one call with Medusa's paging. Several lists in one tick are
 * two calls, regardless of their number: one reads which products are in which list, in order; the other reads the
 * requested fields of the products on the requested pages.
 */
export function createProductLists(medusa: Medusa, products: Products): ProductLists {
  return new DataLoader(
    async (lists) => {
      const [only, ...others] = lists;
      if (only && others.length === 0) return [await products.page(only)];
      return readLists(lists, medusa, products);
    },
    { cache: false },
  );
}

async function readLists(lists: readonly ProductListKey[], medusa: Medusa, products: Products) {
  const groups = Map.groupBy(lists, groupOf);
  const members = new Map(
    await Promise.all([...groups].map(async ([group, keys]) => [group, await readMembers(keys, medusa)] as const)),
  );
  return Promise.all(
    lists.map(async (list) => {
      const inList = (members.get(groupOf(list)) ?? []).filter((product) => isIn(product, list));
      const { offset, limit } = list.page;
      const shown = await Promise.all(
        inList.slice(offset, offset + limit).map(({ id }) => products.byId.load({ key: id, fields: list.fields })),
      );
      const rows = shown.filter((product) => product !== null);
      return connection(rows, list.page, inList.length);
    }),
  );
}

/** Lists of the same kind and order can be read together. */
function groupOf({ conditions, sort, deliverableFirst }: ProductListKey): string {
  return `${conditions.collectionIds ? 'collections' : 'categories'} ${sort} ${deliverableFirst}`;
}

/** All products of these lists, in order. Only the ids of their collection or categories are read. */
async function readMembers(lists: readonly ProductListKey[], medusa: Medusa): Promise<ProductRow[]> {
  const { sort, deliverableFirst } = lists[0] as ProductListKey;
  const collectionIds = [...new Set(lists.flatMap(({ conditions }) => conditions.collectionIds ?? []))];
  const categoryIds = [...new Set(lists.flatMap(({ conditions }) => conditions.categoryIds ?? []))];
  const query =
    collectionIds.length > 0
      ? { collectionIds, sort, deliverableFirst, fields: [collectionIdField, tagField] }
      : { categoryIds, sort, deliverableFirst, fields: [categoryIdField] };
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
