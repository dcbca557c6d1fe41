import type { ProductResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Context } from '../context.ts';
import { asksForText } from '../sanity/selection.ts';

/** A product as far as the journal knows it; commerce has the rest. */
export interface ProductReference {
  id: string;
}

export const Product: ResolversOver<ProductReference, ProductResolvers<Context, ProductReference>> = {
  __resolveReference: ({ id }) => ({ id }),
  stories: async ({ id }, args, { loaders }, info) => {
    const page = readKeyPage(['Product.stories', id], args, ['instant', 'text'], 10);
    const mention = { of: 'product' as const, id, page, withText: asksForText(info) };
    const { rows, total, hasMore } = await loaders.articlesNaming.load(mention);
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
};
