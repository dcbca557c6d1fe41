import type { MaterialResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Material as Row } from '../ledger/records.ts';

export const Material: ResolversOver<Row, MaterialResolvers> = {
  __resolveReference: (reference, { loaders }) => loaders.material.load(referenceId(reference)),
  history: ({ id }, _, { loaders }) => loaders.materialHistory.load(id),
  products: async ({ id }, args, { loaders }) => {
    const page = readKeyPage(['Material.products', id], args, ['instant', 'text']);
    const { rows, total } = await loaders.productsOfMaterial.load({ id, page });
    return keyConnection(rows, page, total, ({ recordedAt, id }) => [Date.parse(recordedAt), id]);
  },
};
