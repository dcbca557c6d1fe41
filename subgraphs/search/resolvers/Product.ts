import type { ProductResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Context } from '../context.ts';
import { readWanted } from '../query/related.ts';

/** A product as far as search knows it; commerce has the rest. */
export interface ProductReference {
  id: string;
}

export const Product: ResolversOver<ProductReference, ProductResolvers<Context, ProductReference>> = {
  __resolveReference: ({ id }) => ({ id }),
  related: async ({ id }, { first }, { related }) => {
    const ids = await related.load(readWanted(id, first));
    return ids.map((relatedId) => ({ id: relatedId }));
  },
};
