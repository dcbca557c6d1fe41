import type { MaterialUseResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Context } from '../context.ts';
import type { Material, MaterialUse as Row } from '../ledger/records.ts';

export const MaterialUse: ResolversOver<Row, MaterialUseResolvers<Context, Row>> = {
  // A foreign key holds the material as long as it is used.
  material: async ({ materialId }, _, { loaders }) => (await loaders.material.load(materialId)) as Material,
};
