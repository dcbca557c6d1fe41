import type { ModelPosterResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ModelPoster as File } from '../assets/processed.ts';

export const ModelPoster: ResolversOver<File, ModelPosterResolvers> = {
  url: ({ key }, _, { signer }) => signer.sign(key),
  expiresAt: (_file, _, { signer }) => signer.expiresAt,
};
