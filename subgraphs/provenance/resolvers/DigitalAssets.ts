import type { DigitalAssetsResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { type Assets, modelAs, textureAs } from '../assets/assets.ts';
import { bestFile } from '../assets/processed.ts';

export const DigitalAssets: ResolversOver<Assets, DigitalAssetsResolvers> = {
  modelGlb: (assets) => modelAs('MODEL_GLB', assets),
  modelUsdz: (assets) => modelAs('MODEL_USDZ', assets),
  textureMaps: (assets) =>
    textureAs('DIFFUSE', assets) || textureAs('NORMAL', assets) || textureAs('ROUGHNESS', assets) ? assets : null,
  asset: async (assets, wish, { loaders }) => {
    const glb = modelAs('MODEL_GLB', assets);
    const result = glb && (await loaders.modelResult.load(glb.sha256));
    return bestFile(result?.models ?? [], wish);
  },
};
