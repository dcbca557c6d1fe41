import type { ViewerResolvers } from '#generated/commerce.ts';

/** The viewer who sent the request, regardless of the id in the reference. */
export const Viewer: ViewerResolvers = {
  cart: (_, _args, { carts }) => carts.findNewest(),
};
