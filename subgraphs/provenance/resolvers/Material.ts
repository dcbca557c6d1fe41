import type { MaterialResolvers } from '#generated/provenance.ts';
import { connection, readPage } from '#kit/connection.ts';
import { referenceId } from '#kit/node.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Material as Row } from '../records.ts';

export const Material: ResolversOver<Row, MaterialResolvers<Context, Row>> = {
  __resolveReference: (reference, { loaders }) => loaders.material.load(referenceId(reference)),
  products: async ({ id }, args, { loaders }) => {
    const page = readPage(args);
    const { rows, total } = await loaders.productsOfMaterial.load({ id, page });
    return connection(rows, page, total);
  },
};
