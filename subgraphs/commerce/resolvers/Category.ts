import type { CategoryResolvers } from '#generated/commerce.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import { readListPage } from '../products/list-page.ts';
import { categoryStructuredData } from '../products/structured-data/resolvers.ts';
import type { CategoryRow } from '../rows.ts';
import { alternatesOf, textFields } from '../texts/localized.ts';

/** A category of products. */
export const Category: ResolversOver<CategoryRow, CategoryResolvers> = {
  __resolveReference: async (reference, { categories }) => {
    const tree = await categories();
    return 'handle' in reference ? tree.byHandle(reference.handle) : tree.byId(referenceId(reference));
  },

  ...textFields<CategoryRow, 'name' | 'description'>('name', 'description'),

  alternates: (category) => alternatesOf(category, languages),

  parent: async ({ parentId }, _, { categories }) => (parentId ? (await categories()).byId(parentId) : null),

  ancestors: async ({ id }, _, { categories }) => (await categories()).ancestors(id),

  children: async ({ id }, _, { categories }) => (await categories()).children(id),

  products: async ({ id, productOrder }, args, { categories, productLists, request }, info) =>
    productLists.load({
      conditions: { categoryIds: (await categories()).idsWithDescendants(id) },
      productOrder,
      ...readListPage(['Category.products', id], args, request),
      fields: neededFields(info, 'ProductConnection'),
    }),

  structuredData: categoryStructuredData,
};
