/** The addresses of the storefront's pages to which links lead. */
export type Storefront = ReturnType<typeof createStorefront>;

/** Builds addresses below `storefrontUrl`. Tokens that grant something are in the fragment, which is never sent to servers. */
export function createStorefront(storefrontUrl: string) {
  const at = (path: string) => new URL(path, storefrontUrl);
  return {
    /** A page of the customer's account, with the token that it uses. */
    accountPage: (name: string, token?: string): string => {
      const url = at(`/account/${name}`);
      if (token) url.hash = `token=${token}`;
      return url.href;
    },
    /** The page of an order, which a guest can open as well. */
    orderUrl: (id: string, accessToken: string | null): string => {
      const url = at('/account/order');
      url.hash = new URLSearchParams({ id, ...(accessToken && { token: accessToken }) }).toString();
      return url.href;
    },
    /** The page of a product. */
    productUrl: (handle: string): string => at(`/products/${encodeURIComponent(handle)}`).href,
    /** The page of a shared wishlist. The token is in the path, so that a server can render the page for link previews. */
    wishlistUrl: (token: string): string => at(`/wishlists/${token}`).href,
  };
}
