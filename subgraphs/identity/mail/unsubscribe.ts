import type { ConsentStore } from '../consent/consent.ts';
import type { IdentityDatabase } from '../database.ts';
import { type IdentityResult, notAccepted } from '../results.ts';
import type { Subscription, UnsubscribeTokens } from './unsubscribe-tokens.ts';

/** The services for turning mail off by a link. */
interface UnsubscribeServices {
  consents: ConsentStore;
  subscriptions: SubscriptionStore;
  unsubscribeTokens: UnsubscribeTokens;
}

/** Ends the mail of wishlists and of notices that guests asked for. */
export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>;

export function createSubscriptionStore({ query }: IdentityDatabase) {
  return {
    endWishlistMail: async (account: string): Promise<void> => {
      await query(
        (sql) => sql`update wishlist_item set is_notified = false where account_id = ${account} and is_notified`,
      );
    },
    endStockMail: async (emailKey: string): Promise<void> => {
      await query((sql) => sql`delete from stock_notice where email_key = ${emailKey}`);
    },
  };
}

/**
 * Turns off the mail that an unsubscribe link is about. It needs no session, because mail programs follow it by themselves
 * (RFC 8058), and it can be repeated. It does not reveal whether there was anything to turn off.
 */
export async function unsubscribe(
  { consents, subscriptions, unsubscribeTokens }: UnsubscribeServices,
  token: string,
): Promise<IdentityResult<{ list: Subscription['list'] }>> {
  const found = unsubscribeTokens.read(token);
  if (!found) return notAccepted();
  const { list, owner } = found;
  if (list === 'MARKETING') await consents.withdrawByLink(owner);
  else if (list === 'WISHLIST') await subscriptions.endWishlistMail(owner);
  else await subscriptions.endStockMail(owner);
  return { list };
}
