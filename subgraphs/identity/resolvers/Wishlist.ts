import type {
  SharedWishlistItemResolvers,
  SharedWishlistResolvers,
  WishlistItemResolvers,
  WishlistResolvers,
  WishlistShareResolvers,
} from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import {
  type WishlistItem as ItemRow,
  priceWhenAdded,
  type SharedWishlist as SharedRow,
  type WishlistShare as ShareRow,
  type WishlistOwner,
} from '../wishlists/wishlists.ts';

export const Wishlist: ResolversOver<WishlistOwner, WishlistResolvers> = {
  items: ({ account }, args, { wishlists }) => wishlists.page(account, 'Wishlist.items', args),
  share: async ({ account }, _args, { wishlists }) => (await wishlists.findShare(account)) ?? null,
};

const itemReferences = {
  product: ({ productId }: ItemRow) => ({ nodeId: productId }),
  variant: ({ variantId }: ItemRow) => (variantId === null ? null : { nodeId: variantId }),
};

export const WishlistItem: ResolversOver<ItemRow, WishlistItemResolvers> = {
  ...itemReferences,
  priceWhenAdded,
};

export const WishlistShare: ResolversOver<ShareRow, WishlistShareResolvers> = {
  url: ({ token }, _args, { storefront }) => storefront.wishlistUrl(token),
};

export const SharedWishlist: ResolversOver<SharedRow, SharedWishlistResolvers> = {
  items: ({ account }, args, { wishlists }) => wishlists.page(account, 'SharedWishlist.items', args),
};

export const SharedWishlistItem: ResolversOver<ItemRow, SharedWishlistItemResolvers> = itemReferences;
