import type { ProductResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ProductPlace } from '../guides/choice.ts';
import { selectsText, selectsTotal } from '../selection.ts';

/** The part of a product that the journal resolves; the other fields come from other subgraphs. */
export interface ProductReference {
  id: string;
  /** Where it is in the catalogue: only known where the gateway requests a field that needs it. */
  collections?: ProductPlace['collections'];
  categories?: ProductPlace['categories'];
}

export const Product: ResolversOver<ProductReference, ProductResolvers> = {
  __resolveReference: (reference) => reference,
  careGuide: (product, _, { guideLoaders }) => guideLoaders.careGuideFor.load(placeOf(product)),
  sizeGuide: (product, _, { guideLoaders }) => guideLoaders.sizeGuideFor.load(placeOf(product)),
  stories: async ({ id }, args, { loaders }, info) => {
    const page = readKeyPage(['Product.stories', id], args, ['instant', 'text'], 10);
    const request = { to: 'product' as const, id, page, withText: selectsText(info), withTotal: selectsTotal(info) };
    const { rows, total, hasMore } = await loaders.linkedArticles.load(request);
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
};

function placeOf({ id, collections = [], categories = [] }: ProductReference): ProductPlace {
  return { id, collections, categories };
}
