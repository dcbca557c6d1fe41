import type { CarbonFootprintResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { type Footprint, sharesOf } from '../ledger/carbon.ts';
import type { Material } from '../ledger/records.ts';

export const CarbonFootprint: ResolversOver<Footprint, CarbonFootprintResolvers> = {
  breakdown: async (footprint, _, { loaders }) => {
    const uses = await loaders.ofProduct.materialUses(footprint.productId);
    // A foreign key prevents the deletion of used materials.
    const materials = await Promise.all(uses.map(({ materialId }) => loaders.material.load(materialId)));
    return sharesOf(
      footprint,
      uses.map(({ massGrams }, index) => ({ massGrams, material: materials[index] as Material })),
    );
  },
};
