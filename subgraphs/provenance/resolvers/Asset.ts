import type { AssetResolvers } from '#generated/provenance.ts';

export const Asset: AssetResolvers = {
  __resolveType: ({ role }) => (role === 'MODEL_GLB' || role === 'MODEL_USDZ' ? 'Asset3D' : 'TextureAsset'),
};
