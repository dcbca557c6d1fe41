import type { Asset3DResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Model } from '../assets/assets.ts';

export const Asset3D: ResolversOver<Model, Asset3DResolvers> = {
  url: ({ key }, _, { signer }) => signer.sign(key),
  expiresAt: (_model, _, { signer }) => signer.expiresAt,
};
