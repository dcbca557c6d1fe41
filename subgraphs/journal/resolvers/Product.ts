import type { ProductResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { selectsText, selectsTotal } from '../selection.ts';

/** The part of a product that the journal resolves; the other fields come from other subgraphs. */
export interface ProductReference {
  id: string;
}

export const Product: ResolversOver<ProductReference, ProductResolvers> = {
  __resolveReference: ({ id }) => ({ id }),
  stories: async ({ id }, args, { loaders }, info) => {
    const page = readKeyPage(['Product.stories', id], args, ['instant', 'text'], 10);
    const request = { to: 'product' as const, id, page, withText: selectsText(info), withTotal: selectsTotal(info) };
    const { rows, total, hasMore } = await loaders.linkedArticles.load(request);
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
};
