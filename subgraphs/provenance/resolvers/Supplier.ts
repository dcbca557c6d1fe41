import type { SupplierResolvers } from '#generated/provenance.ts';
import { connection, readPage } from '#kit/connection.ts';
import { referenceId } from '#kit/node.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Supplier as Row } from '../records.ts';

export const Supplier: ResolversOver<Row, SupplierResolvers<Context, Row>> = {
  __resolveReference: (reference, { loaders }) => loaders.supplier.load(referenceId(reference)),
  materials: async ({ id }, args, { loaders }) => {
    const page = readPage(args);
    const { rows, total } = await loaders.materialsOfSupplier.load({ id, page });
    return connection(rows, page, total);
  },
};
