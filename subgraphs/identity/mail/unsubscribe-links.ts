import type { Storefront } from '../storefront.ts';
import type { UnsubscribeLink } from './layout.ts';
import type { Subscription, UnsubscribeTokens } from './unsubscribe-tokens.ts';

/** Builds the links of a mail that turn it off: a page for people, and an address for mail programs (RFC 8058). */
export type LinkToUnsubscribe = (subscription: Subscription) => UnsubscribeLink;

/** `publicUrl` is the address of the gateway, which receives what mail programs send. */
export function createUnsubscribeLinks(
  tokens: UnsubscribeTokens,
  storefront: Storefront,
  publicUrl: string,
): LinkToUnsubscribe {
  return (subscription) => {
    const token = tokens.sign(subscription);
    const oneClick = new URL('/account/unsubscribe', publicUrl);
    oneClick.searchParams.set('token', token);
    return { url: storefront.accountPage('unsubscribe', token), oneClickUrl: oneClick.href };
  };
}
