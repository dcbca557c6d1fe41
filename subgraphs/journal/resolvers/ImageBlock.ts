import type { ImageBlockResolvers } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ImageNode } from '../narrative/narrative.ts';

export const ImageBlock: ResolversOver<ImageNode, ImageBlockResolvers> = {
  key: ({ _key }) => _key,
};
