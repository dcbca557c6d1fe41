import type { CollectionResolvers } from '#generated/commerce.ts';
import { readPage } from '#kit/connection.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import { neededFields } from '../fields.ts';
import type { CollectionRow } from '../rows.ts';

/** Products the house presents together. */
export const Collection: ResolversOver<CollectionRow, CollectionResolvers> = {
  __resolveReference: (reference, { collections }) =>
    'id' in reference ? collections.byId.load(reference.id) : collections.byHandle.load(reference.handle),

  products: ({ id }, { first, after, sort }, { shelves }, info) =>
    shelves.load({
      conditions: { collectionIds: [id] },
      sort,
      page: readPage({ first, after }),
      fields: neededFields(info, 'ProductConnection'),
    }),
};
