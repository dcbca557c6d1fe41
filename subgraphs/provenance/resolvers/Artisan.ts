import type { ArtisanResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ArtisanReference } from '../ledger/records.ts';

export const Artisan: ResolversOver<ArtisanReference, ArtisanResolvers> = {
  __resolveReference: ({ id }) => ({ id }),
  products: async ({ id }, args, { loaders }) => {
    const page = readKeyPage(['Artisan.products', id], args, ['instant', 'text']);
    const { rows, total } = await loaders.productsOfArtisan.load({ id, page });
    return keyConnection(rows, page, total, ({ recordedAt, id }) => [Date.parse(recordedAt), id]);
  },
};
