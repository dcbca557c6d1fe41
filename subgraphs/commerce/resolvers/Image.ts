import type { ImageResolvers } from '#generated/commerce.ts';

/** A picture. A relative URL is resolved against the base URL of pictures. */
export const Image: ImageResolvers = {
  url: ({ url }, _, { mediaUrl }) => new URL(url, mediaUrl).href,
};
