import type { QueryResolvers } from '#generated/commerce.ts';
import { connection, connectionWithin, readPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { defaultLanguage } from '#kit/graph/languages/language.ts';
import { readFeedArguments } from '#kit/graph/server/change-feed.ts';
import { toChangeSet } from '../changes.ts';
import { neededFields } from '../medusa/fields.ts';
import { readListPage } from '../products/list-page.ts';
import { rankedPage } from '../products/product-lists.ts';
import { toConditions } from '../products/products.ts';
import { readSitemap } from '../products/sitemap/sitemap.ts';
import { isMedusaSort } from '../products/sorting/product-order.ts';
import { productPlacesOf } from '../products/sorting/product-places.ts';
import { salesRanksOf } from '../products/sorting/sales-ranks.ts';

/** The root queries of commerce. */
export const Query: Required<QueryResolvers> = {
  product: (_, args, { products }, info) => {
    const fields = neededFields(info, 'Product');
    const { by, key } = readKey(args);
    return by === 'id' ? products.byId.load({ key, fields }) : products.byHandle.load({ key, fields });
  },

  products: async (_, { filter, ...args }, { medusa, categories, products, sold, request }, info) => {
    if (args.sort === 'MANUAL') throw badInput('Only products of a collection or a category have this order.', 'sort');
    const page = readListPage(['Query.products', filter], args, request);
    const conditions = await toConditions(filter ?? {}, medusa, categories);
    const list = { conditions, ...page, fields: neededFields(info, 'ProductConnection') };
    return isMedusaSort(list.sort)
      ? products.page({ ...list, sort: list.sort })
      : rankedPage(list, medusa, products, sold);
  },

  collection: (_, args, { collections }) => {
    const { by, key } = readKey(args);
    return by === 'id' ? collections.byId.load(key) : collections.byHandle.load(key);
  },

  collections: async (_, args, { medusa }) => {
    const page = readPage(['Query.collections'], args);
    const { rows, totalCount } = await medusa.collections({ page });
    return connection(rows, page, totalCount);
  },

  category: async (_, args, { categories }) => {
    const { by, key } = readKey(args);
    const tree = await categories();
    return by === 'id' ? tree.byId(key) : tree.byHandle(key);
  },

  categories: async (_, args, { categories }) =>
    connectionWithin((await categories()).all, ['Query.categories'], args, 50),

  catalogueSitemap: (_, args, services) => readSitemap(args, services),

  regions: (_, _args, { regions }) => regions(),

  localization: (_, _args, { market }) => market(),

  cart: (_, { id }, { carts }) => carts.find(id),

  order: (_, { id, accessToken }, { orders }) => orders.find(id, accessToken),

  commerceChanges: async (_, args, { medusa, forgetShared }) => {
    const changes = await medusa.changes(readFeedArguments(args));
    // The reader of the feed drops its caches, and the next read must not return what this process cached before.
    if (changes.rows.some(({ kind }) => kind === 'localization' || kind === 'category')) forgetShared();
    return toChangeSet(changes);
  },

  salesRanks: async (_, _args, { sold }) => salesRanksOf(await sold()),

  productPlaces: async (_, { productIds }, { allCollections, categoryRows }) => {
    const [collections, categories] = await Promise.all([allCollections(), categoryRows(defaultLanguage)]);
    return productPlacesOf([...collections, ...categories], productIds);
  },
};

/** The key that was sent. Throws BAD_USER_INPUT unless exactly one was sent. */
function readKey({ id, handle }: { id?: string | null; handle?: string | null }): { by: 'id' | 'handle'; key: string } {
  if (id != null && handle == null) return { by: 'id', key: id };
  if (handle != null && id == null) return { by: 'handle', key: handle };
  throw badInput('Send either `id` or `handle`.');
}
