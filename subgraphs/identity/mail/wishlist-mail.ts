import type { Language } from '#kit/graph/languages/language.ts';
import { writers } from '#kit/graph/languages/messages.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { Price } from '../catalogue.ts';
import type { MailCipher } from './cipher.ts';

/** What became of an item in a wishlist. */
export interface ItemNotice {
  kind: 'BACK_IN_STOCK' | 'REDUCED';
  title: string;
  /** The handle of the product. */
  handle: string;
  /** Prices as people read them; null where there is none. */
  priceBefore: string | null;
  price: string | null;
}

/** Notices about one item for the mail to its owner. */
export interface NewItemNotices {
  account: string;
  /** In which the item was added. A mail is in that of its first item. */
  language: Language;
  kinds: readonly ItemNotice['kind'][];
  about: { itemId: string; title: string; handle: string; before: Price | null; price: Price | null };
  /** Milliseconds until a new mail is sent. */
  collect: number;
}

/**
 * Adds notices to the mail of an account that is not sent yet, or queues a mail, so that a sale of many items is one mail. Call
 * it in the order of the accounts within one transaction: it locks them.
 */
export async function putWishlistMail(
  query: RunQuery,
  cipher: MailCipher,
  { account, language, kinds, about: { itemId, title, handle, before, price }, collect }: NewItemNotices,
): Promise<void> {
  await query((sql) => sql`select pg_advisory_xact_lock(hashtext(${`wishlist mail ${account}`}))`);
  const [open] = await query(
    (sql) => sql<{ id: string }[]>`
      select id from mail
      where kind = 'WISHLIST' and account_id = ${account} and next_attempt_at > now() and attempt_count = 0
      limit 1 for update`,
  );
  // With a plain space, so that an English subject with it stays ASCII.
  const priceText = (of: Price) => writers[language].price(of).replaceAll('\u00a0', ' ');
  const id = open?.id ?? (await insertMail(query, cipher, { account, language, collect }));
  for (const kind of kinds) {
    await query(
      (sql) => sql`
        insert into wishlist_notice (mail_id, item_id, kind, title, handle, price_before, price)
        values (${id}, ${itemId}, ${kind}, ${title}, ${handle}, ${before && priceText(before)}, ${price && priceText(price)})
        on conflict (mail_id, item_id, kind) do update set price = excluded.price`,
    );
  }
}

/** The notices of a mail about items whose owner still wants mail, in the order in which they happened. */
export function readItemNotices(query: RunQuery, mailId: string): Promise<ItemNotice[]> {
  return query(
    (sql) => sql<ItemNotice[]>`
      select kind, title, handle, price_before, price from wishlist_notice join wishlist_item on wishlist_item.id = item_id
      where mail_id = ${mailId} and is_notified order by wishlist_notice.id`,
  );
}

async function insertMail(
  query: RunQuery,
  cipher: MailCipher,
  { account, language, collect }: Pick<NewItemNotices, 'account' | 'language' | 'collect'>,
): Promise<string> {
  const jwe = await cipher.encrypt({ language });
  const [{ id }] = await query(
    (sql) => sql<[{ id: string }]>`
      insert into mail (kind, account_id, content_jwe, next_attempt_at)
      values ('WISHLIST', ${account}, ${jwe}, now() + make_interval(secs => ${collect / 1_000}::float8)) returning id`,
  );
  return id;
}
