import DataLoader from 'dataloader';
import { type Connection, connection } from '#kit/graph/connection.ts';
import type { Medusa } from '../medusa/client.ts';
import type { ProductConditions } from '../medusa/queries.ts';
import type { ProductRow } from '../rows.ts';
import type { Products, WantedPage } from './products.ts';

/** A page of one collection's products, or of one category's. */
export interface WantedShelf extends WantedPage {
  conditions: Pick<ProductConditions, 'collectionIds' | 'categoryIds'>;
}

export type Shelves = DataLoader<WantedShelf, Connection<ProductRow>>;

/** Products that one call reads to find out which shelf they stand on. */
const readAtOnce = 5_000;

/**
 * Reads the products of collections and categories. One shelf is one call, paged by Medusa. Several in one tick are
 * two calls, however many there are: one for which product stands where, in order, and one for what is shown of those
 * on the pages asked for.
 */
export function readShelves(medusa: Medusa, products: Products): Shelves {
  return new DataLoader(
    async (wanted) => {
      const [only, ...others] = wanted;
      if (only && others.length === 0) return [await products.page(only)];
      return severalShelves(wanted, medusa, products);
    },
    { cache: false },
  );
}

async function severalShelves(wanted: readonly WantedShelf[], medusa: Medusa, products: Products) {
  const alike = Map.groupBy(wanted, listOf);
  const lists = new Map(
    await Promise.all([...alike].map(async ([list, shelves]) => [list, await standing(shelves, medusa)] as const)),
  );
  return Promise.all(
    wanted.map(async (shelf) => {
      const on = (lists.get(listOf(shelf)) ?? []).filter((product) => standsOn(product, shelf));
      const { offset, limit } = shelf.page;
      const shown = await Promise.all(
        on.slice(offset, offset + limit).map(({ id }) => products.byId.load({ key: id, fields: shelf.fields })),
      );
      const rows = shown.filter((product) => product !== null);
      return connection(rows, shelf.page, on.length);
    }),
  );
}

/** Shelves of one kind in one order can be read together. */
function listOf({ conditions, sort }: WantedShelf): string {
  return `${conditions.collectionIds ? 'collections' : 'categories'} ${sort}`;
}

/** All products on these shelves in their order, with nothing but where they stand. */
async function standing(shelves: readonly WantedShelf[], medusa: Medusa): Promise<ProductRow[]> {
  const sort = shelves[0]?.sort;
  const collectionIds = [...new Set(shelves.flatMap(({ conditions }) => conditions.collectionIds ?? []))];
  const categoryIds = [...new Set(shelves.flatMap(({ conditions }) => conditions.categoryIds ?? []))];
  const query =
    collectionIds.length > 0
      ? { collectionIds, sort, fields: ['collection_id'] }
      : { categoryIds, sort, fields: ['categories.id'] };
  const found: ProductRow[] = [];
  for (;;) {
    const { rows, totalCount } = await medusa.products({ ...query, page: { offset: found.length, limit: readAtOnce } });
    found.push(...rows);
    if (rows.length < readAtOnce || found.length >= totalCount) return found;
  }
}

function standsOn(product: ProductRow, { conditions: { collectionIds, categoryIds } }: WantedShelf): boolean {
  if (collectionIds) return product.collectionId !== null && collectionIds.includes(product.collectionId);
  return product.categoryIds.some((id) => categoryIds?.includes(id));
}
