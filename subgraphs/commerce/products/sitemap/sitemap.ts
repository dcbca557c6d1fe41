import { type Connection, connection, type PageArguments, readPage } from '#kit/graph/connection.ts';
import { handleField, handlesField, imageFields } from '../../medusa/fields.ts';
import type { CategoryRow, CollectionRow } from '../../rows.ts';
import type { WithHandles } from '../../texts/localized.ts';
import type { CategoryTree } from '../categories.ts';
import type { Picture } from '../presentation-rows.ts';
import type { Products } from '../products.ts';

/** A page of the shop. */
export interface SitemapRow extends WithHandles {
  type: 'CATEGORY' | 'COLLECTION' | 'PRODUCT';
  handle: string;
  updatedAt: string;
  images: Picture[];
}

/** What the list is read from. */
interface Services {
  categories(): Promise<CategoryTree>;
  allCollections(): Promise<CollectionRow[]>;
  products: Products;
}

const fields = [handleField, handlesField, 'updated_at', ...imageFields].toSorted();

/**
 * A page of all categories, collections and products: categories as in their tree, collections by title, products from the oldest, so
 * that a new product is at the end. Three calls for any page.
 */
export async function readSitemap(
  args: PageArguments,
  { categories, allCollections, products }: Services,
): Promise<Connection<SitemapRow>> {
  const page = readPage(['Query.catalogueSitemap'], args, 100);
  const [tree, collections] = await Promise.all([categories(), allCollections()]);
  const first = [
    ...tree.all.map((category) => entryOf('CATEGORY', category)),
    ...collections.map((collection) => entryOf('COLLECTION', collection)),
  ];
  const head = first.slice(page.offset, page.offset + page.limit);
  const { nodes, totalCount } = await products.page({
    conditions: {},
    sort: 'CREATED_AT_ASC',
    deliverableFirst: null,
    fields,
    page: {
      ...page,
      offset: Math.max(0, page.offset - first.length),
      // The number of all products is read in any case.
      limit: Math.max(1, page.limit - head.length),
    },
  });
  const rows = nodes.map(({ handle, handles, updatedAt, images }): SitemapRow => {
    return { type: 'PRODUCT', handle, updatedAt, images, ...(handles && { handles }) };
  });
  return connection([...head, ...rows.slice(0, page.first - head.length)], page, first.length + totalCount);
}

function entryOf(
  type: SitemapRow['type'],
  { handle, handles, updatedAt, image }: CategoryRow | CollectionRow,
): SitemapRow {
  return { type, handle, updatedAt, images: image ? [image] : [], ...(handles && { handles }) };
}
