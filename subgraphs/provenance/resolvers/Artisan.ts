import type { ArtisanResolvers } from '#generated/provenance.ts';
import { connection, readPage } from '#kit/connection.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { ArtisanReference } from '../records.ts';

export const Artisan: ResolversOver<ArtisanReference, ArtisanResolvers<Context, ArtisanReference>> = {
  __resolveReference: ({ id }) => ({ id }),
  products: async ({ id }, args, { loaders }) => {
    const page = readPage(args);
    const { rows, total } = await loaders.productsOfArtisan.load({ id, page });
    return connection(rows, page, total);
  },
};
