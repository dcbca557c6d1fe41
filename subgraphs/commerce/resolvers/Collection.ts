import type { CollectionResolvers } from '#generated/commerce.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { referenceId } from '#kit/graph/node.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import { readListPage } from '../products/list-page.ts';
import { collectionStructuredData } from '../products/structured-data/resolvers.ts';
import type { CollectionRow } from '../rows.ts';
import { alternatesOf, textFields } from '../texts/localized.ts';

/** Products that are presented together. */
export const Collection: ResolversOver<CollectionRow, CollectionResolvers> = {
  __resolveReference: (reference, { collections }) =>
    'handle' in reference ? collections.byHandle.load(reference.handle) : collections.byId.load(referenceId(reference)),

  ...textFields<CollectionRow, 'title' | 'description'>('title', 'description'),

  // The collection of a product is read without the handles of other languages.
  alternates: async (row, _, { collections, request }, info) => {
    if (row.handles) return alternatesOf(row, languages);
    const whole = await orPartial(request, info, () => collections.byId.load(row.id), null);
    return alternatesOf(whole ?? row, languages);
  },

  products: ({ id, tag, productOrder }, args, { productLists, request }, info) =>
    productLists.load({
      conditions: { collectionIds: [id] },
      collection: { id, tag },
      productOrder,
      ...readListPage(['Collection.products', id], args, request),
      fields: neededFields(info, 'ProductConnection'),
    }),

  structuredData: collectionStructuredData,
};
