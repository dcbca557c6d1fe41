import type { MaterialUseResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Material, MaterialUse as Row } from '../ledger/records.ts';

export const MaterialUse: ResolversOver<Row, MaterialUseResolvers> = {
  // A foreign key prevents the deletion of used materials.
  material: async ({ materialId }, _, { loaders }) => (await loaders.material.load(materialId)) as Material,
};
