import type { ImageResolvers } from '#generated/commerce.ts';
import { renditionOf, srcsetOf } from '#kit/graph/pictures/renditions.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Picture } from '../products/presentation-rows.ts';
import { textFields } from '../texts/localized.ts';

/** A picture. A relative URL is resolved against the base URL of pictures. */
export const Image: ResolversOver<Picture, ImageResolvers> = {
  ...textFields<Picture, 'altText'>('altText'),
  url: (picture, args, { pictureUrls }) => pictureUrls.urlOf(picture, renditionOf(args)),
  srcset: (picture, args, { pictureUrls }) => {
    const srcset = srcsetOf(args, picture, (rendition) => pictureUrls.urlOf(picture, rendition));
    return pictureUrls.isResizable(picture) ? srcset : null;
  },
};
