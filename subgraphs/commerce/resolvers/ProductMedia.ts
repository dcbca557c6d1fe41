import type { ProductMediaResolvers, VideoSourceResolvers } from '#generated/commerce.ts';

/** An image, a video or a 3D model of a product. */
export const ProductMedia: ProductMediaResolvers = {
  __resolveType: ({ kind }) => kind,
};

/** An encoding of a video. A relative URL is resolved against the base URL of pictures. */
export const VideoSource: VideoSourceResolvers = {
  url: ({ url }, _, { pictureUrls }) => pictureUrls.fileAt(url),
};
