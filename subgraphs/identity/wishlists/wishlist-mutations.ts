import type { WishlistAddInput } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Customers } from '../customers/customers.ts';
import { readName } from '../names.ts';
import { emailNotVerified, type IdentityResult, refuse } from '../results.ts';
import { accountOf } from '../viewer.ts';
import type { WishlistItem, WishlistShare, WishlistStore } from './wishlists.ts';

/** The services for changing the viewer's wishlist. */
interface WishlistServices {
  customers: Pick<Customers, 'ofAccount'>;
  request: SubgraphRequest;
  wishlists: WishlistStore;
}

/**
 * Adds an item to the viewer's wishlist. Mail about it goes to a verified address only: otherwise anyone could sign up with
 * the address of another person and have mail sent there.
 */
export async function addToWishlist(
  { customers, request, wishlists }: WishlistServices,
  { productId, variantId, notify = false }: WishlistAddInput,
): Promise<IdentityResult<WishlistItem>> {
  const account = accountOf(request.viewer);
  if (notify && !(await customers.ofAccount(account))?.verifiedAt) return emailNotVerified(['input', 'notify']);
  return wishlists.add(account, { productId, variantId, isNotified: notify });
}

/** Removes an item from the viewer's wishlist. */
export async function removeFromWishlist(
  { request, wishlists }: Pick<WishlistServices, 'request' | 'wishlists'>,
  id: string,
): Promise<IdentityResult<{ removedId: string }>> {
  const isRemoved = await wishlists.remove(accountOf(request.viewer), id);
  return isRemoved ? { removedId: id } : refuse('NOT_FOUND', 'noSuchWishlistItem', ['id']);
}

/** Shares the viewer's wishlist under a name, which others see. */
export async function shareWishlist(
  { request, wishlists }: Pick<WishlistServices, 'request' | 'wishlists'>,
  name: string | null | undefined,
): Promise<IdentityResult<WishlistShare>> {
  const account = accountOf(request.viewer);
  if (name == null) return wishlists.share(account, null);
  const chosen = readName(name, 100);
  if (chosen === undefined) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['input', 'name']);
  return wishlists.share(account, chosen);
}
