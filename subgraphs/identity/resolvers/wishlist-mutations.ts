import type { MutationResolvers } from '#generated/identity.ts';
import { payload, payloadOfFields } from '#kit/graph/result.ts';
import { accountOf } from '../viewer.ts';
import { addToWishlist, removeFromWishlist, shareWishlist } from '../wishlists/wishlist-mutations.ts';

export const wishlistMutations = {
  wishlistAdd: async (_, { input }, context) => payload('item', await addToWishlist(context, input)),

  wishlistRemove: async (_, { id }, context) => payloadOfFields(await removeFromWishlist(context, id)),

  wishlistShare: async (_, { input }, context) => payload('share', await shareWishlist(context, input.name)),

  wishlistUnshare: async (_, _args, { request, wishlists }) => ({
    wasShared: await wishlists.unshare(accountOf(request.viewer)),
  }),
} satisfies MutationResolvers;
