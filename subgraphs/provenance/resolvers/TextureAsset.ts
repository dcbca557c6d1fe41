import type { TextureAssetResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Texture } from '../assets/assets.ts';

export const TextureAsset: ResolversOver<Texture, TextureAssetResolvers> = {
  url: ({ key }, _, { signer }) => signer.sign(key),
  expiresAt: (_texture, _, { signer }) => signer.expiresAt,
};
