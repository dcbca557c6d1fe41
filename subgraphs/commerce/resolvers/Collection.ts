import type { CollectionResolvers } from '#generated/commerce.ts';
import { readPage } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import type { CollectionRow } from '../rows.ts';

/** Products that are presented together. */
export const Collection: ResolversOver<CollectionRow, CollectionResolvers> = {
  __resolveReference: (reference, { collections }) =>
    'handle' in reference ? collections.byHandle.load(reference.handle) : collections.byId.load(referenceId(reference)),

  products: ({ id, tag }, { first, after, sort }, { productLists }, info) =>
    productLists.load({
      conditions: { collectionIds: [id] },
      collection: { id, tag },
      sort,
      page: readPage(['Collection.products', id, sort], { first, after }),
      fields: neededFields(info, 'ProductConnection'),
    }),
};
