import type { ImageResolvers } from '#generated/journal.ts';
import { textIn } from '#kit/graph/languages/fallbacks.ts';
import { renditionOf, srcsetOf } from '#kit/graph/pictures/renditions.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Picture } from '../narrative/picture.ts';
import { isTransformable, urlOf } from '../sanity/pictures.ts';

/** A picture of the journal, transformed by Sanity. */
export const Image: ResolversOver<Picture, ImageResolvers> = {
  altText: ({ altText, altTexts }, _, { request }, info) =>
    altTexts ? textIn(request, info, altText, altTexts) : altText,
  url: (picture, args) => urlOf(picture, renditionOf(args)),
  srcset: (picture, args) => {
    const srcset = srcsetOf(args, picture, (rendition) => urlOf(picture, rendition));
    return isTransformable(picture) ? srcset : null;
  },
};
