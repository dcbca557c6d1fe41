import type { TextureMapsResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { type Assets, textureAs } from '../assets/assets.ts';

export const TextureMaps: ResolversOver<Assets, TextureMapsResolvers> = {
  diffuse: (assets) => textureAs('DIFFUSE', assets),
  normal: (assets) => textureAs('NORMAL', assets),
  roughness: (assets) => textureAs('ROUGHNESS', assets),
};
