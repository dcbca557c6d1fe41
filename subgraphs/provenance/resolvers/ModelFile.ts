import type { ModelFileResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ModelFile as File } from '../assets/processed.ts';

export const ModelFile: ResolversOver<File, ModelFileResolvers> = {
  url: ({ key }, _, { signer }) => signer.sign(key),
  expiresAt: (_file, _, { signer }) => signer.expiresAt,
};
