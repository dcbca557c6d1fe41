import type { SupplierResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Supplier as Row } from '../ledger/records.ts';

export const Supplier: ResolversOver<Row, SupplierResolvers> = {
  __resolveReference: (reference, { loaders }) => loaders.supplier.load(referenceId(reference)),
  materials: async ({ id }, args, { loaders }) => {
    const page = readKeyPage(['Supplier.materials', id], args, ['text', 'text']);
    const { rows, total } = await loaders.materialsOfSupplier.load({ id, page });
    return keyConnection(rows, page, total, ({ name, id }) => [name, id]);
  },
};
