import type { AssetResolvers } from '#generated/provenance.ts';
import type { Asset as Row } from '../assets/assets.ts';
import type { Context } from '../context.ts';

export const Asset: AssetResolvers<Context, Row> = {
  __resolveType: ({ role }) => (role === 'MODEL_GLB' || role === 'MODEL_USDZ' ? 'Asset3D' : 'TextureAsset'),
};
