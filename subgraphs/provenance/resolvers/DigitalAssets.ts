import type { DigitalAssetsResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { type Assets, modelAs, textureAs } from '../assets/assets.ts';

export const DigitalAssets: ResolversOver<Assets, DigitalAssetsResolvers> = {
  modelGlb: (assets) => modelAs('MODEL_GLB', assets),
  modelUsdz: (assets) => modelAs('MODEL_USDZ', assets),
  textureMaps: (assets) =>
    textureAs('DIFFUSE', assets) || textureAs('NORMAL', assets) || textureAs('ROUGHNESS', assets) ? assets : null,
};
