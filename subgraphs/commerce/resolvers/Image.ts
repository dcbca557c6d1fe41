import type { ImageResolvers } from '#generated/commerce.ts';

/** A picture. Its address may be kept relative to the place where the house keeps its pictures. */
export const Image: ImageResolvers = {
  url: ({ url }, _, { mediaUrl }) => new URL(url, mediaUrl).href,
};
