import type { Language } from '#kit/graph/languages/language.ts';
import type { Market } from '#kit/graph/market.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { Catalogue, CatalogueProduct, Offer } from '../catalogue.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { putMail } from '../mail/outbox.ts';
import { putWishlistMail } from '../mail/wishlist-mail.ts';

/** The services for finding out who waits for what changed. */
export interface NoticeServices {
  database: Pick<IdentityDatabase, 'query' | 'transact'>;
  catalogue: Pick<Catalogue, 'products'>;
  cipher: MailCipher;
  /** Milliseconds for which changes of one wishlist are collected into one mail. */
  collect: number;
}

/** Products of one step; rows of one transaction; seconds after which another process repeats a task. */
const [batch, rowsAtOnce, lease] = [20, 100, 60];

/**
 * Looks up the products of due tasks as each market of those who wait sees them in their language, and queues the mails about what can be bought
 * again or is reduced. A mail and what was seen are stored in one transaction: after a crash in between the task is done
 * again, and each notice is sent once. Resolves to whether more tasks may be due.
 */
export async function processNotices({ database, catalogue, cipher, collect }: NoticeServices): Promise<boolean> {
  const { query, transact } = database;
  const tasks = await query(
    (sql) => sql<{ productId: string; changeCount: string }[]>`
      update notice_task set claimed_until = now() + make_interval(secs => ${lease})
      where product_id in (
        select product_id from notice_task where claimed_until is null or claimed_until < now()
        order by product_id limit ${batch} for update skip locked
      )
      returning product_id, change_count::text`,
  );
  if (tasks.length === 0) return false;
  const productIds = tasks.map(({ productId }) => productId);
  const waiting = await query(
    (sql) => sql<Waiting[]>`
      select distinct product_id, variant_id, country, currency, language, false as is_guest from wishlist_item
      where is_notified and product_id = any(${productIds}::text[])
      union
      select distinct product_id, variant_id, country, currency, language, true from stock_notice
      where confirmed_at is not null and product_id = any(${productIds}::text[])`,
  );
  for (const some of Map.groupBy(
    waiting,
    ({ country, currency, language }) => `${country} ${currency} ${language}`,
  ).values()) {
    const ids = [...new Set(some.map(({ productId }) => productId))];
    const products = await catalogue.products(ids, marketOf(some[0] as Waiting));
    for (const target of some) {
      const product = products.get(target.productId);
      const offer = target.variantId === null ? product?.offer : product?.variants.get(target.variantId);
      const found: Found = { target, product, offer: offer ?? { isAvailable: false, price: null } };
      const step = (query: RunQuery) =>
        target.isGuest ? notifyGuests(query, cipher, found) : notifyOwners(query, cipher, collect, found);
      while ((await transact(step)) === rowsAtOnce);
    }
  }
  for (const { productId, changeCount } of tasks) {
    // A product that changed again while it was looked up is due again.
    await query(
      (sql) => sql`delete from notice_task where product_id = ${productId} and change_count = ${changeCount}::bigint`,
    );
    await query((sql) => sql`update notice_task set claimed_until = null where product_id = ${productId}`);
  }
  return tasks.length === batch;
}

/** A product or variant that someone waits for in a market. */
interface Waiting {
  productId: string;
  variantId: string | null;
  country: string | null;
  currency: string | null;
  language: Language;
  isGuest: boolean;
}

/** The offer of what someone waits for. `product` is undefined when it is no longer sold. */
interface Found {
  target: Waiting;
  product: CatalogueProduct | undefined;
  offer: Offer;
}

/** Stores what owners of wishlists now know, and queues their mails. Returns the number of items. */
async function notifyOwners(query: RunQuery, cipher: MailCipher, collect: number, { target, product, offer }: Found) {
  const { productId, variantId, country, currency, language } = target;
  const { isAvailable, price } = offer;
  const amount = isAvailable && price ? price.amount : null;
  const rows = await query(
    (sql) => sql<ItemRow[]>`
      with due as (
        select id, was_available, lowest_amount from wishlist_item
        where product_id = ${productId} and variant_id is not distinct from ${variantId} and is_notified
          and country is not distinct from ${country} and currency is not distinct from ${currency}
          and language = ${language}
          and (
            was_available <> ${isAvailable}
            or (lowest_amount > ${amount}::numeric and added_currency = ${price?.currencyCode ?? null})
          )
        order by id limit ${rowsAtOnce} for update skip locked
      )
      update wishlist_item as item
      set was_available = ${isAvailable}, lowest_amount = case
          when added_currency = ${price?.currencyCode ?? null} then least(item.lowest_amount, ${amount}::numeric)
          else item.lowest_amount end
      from due where item.id = due.id
      returning item.id, item.account_id, due.was_available, due.lowest_amount::text as known_amount,
        (item.lowest_amount < due.lowest_amount) as is_reduced`,
  );
  if (!product) return rows.length;
  // In one order for all processes, since a mail locks its account.
  rows.sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
  for (const { id, accountId, wasAvailable, knownAmount, isReduced } of rows) {
    const kinds = [
      ...(isAvailable && !wasAvailable ? (['BACK_IN_STOCK'] as const) : []),
      ...(isReduced ? (['REDUCED'] as const) : []),
    ];
    if (kinds.length === 0) continue;
    const before = isReduced && knownAmount !== null && price ? { ...price, amount: knownAmount } : null;
    const about = { itemId: id, title: titleOf(product, variantId), handle: product.handle, before, price };
    await putWishlistMail(query, cipher, { account: accountId, language, kinds, about, collect });
  }
  return rows.length;
}

/** Queues the mails to guests about what can be bought again, and deletes their notices. Returns their number. */
async function notifyGuests(query: RunQuery, cipher: MailCipher, { target, product, offer }: Found): Promise<number> {
  if (!product || !offer.isAvailable) return 0;
  const { variantId, country, currency, language } = target;
  const rows = await query(
    (sql) => sql<{ emailJwe: string; emailKey: string }[]>`
      delete from stock_notice where id in (
        select id from stock_notice
        where variant_id = ${variantId} and confirmed_at is not null and expires_at > now()
          and country is not distinct from ${country} and currency is not distinct from ${currency}
          and language = ${language}
        limit ${rowsAtOnce} for update skip locked
      )
      returning email_jwe, email_key`,
  );
  for (const { emailJwe, emailKey } of rows) {
    const { email } = await cipher.decrypt<{ email: string }>(emailJwe);
    const content = { email, emailKey, language, title: titleOf(product, variantId), handle: product.handle };
    await putMail(query, cipher, { kind: 'STOCK_BACK', content, minutes: 3 * 24 * 60 });
  }
  return rows.length;
}

interface ItemRow {
  id: string;
  accountId: string;
  wasAvailable: boolean;
  knownAmount: string | null;
  isReduced: boolean | null;
}

/** The name of a product, with that of its variant where it has several. */
function titleOf({ title, variants }: CatalogueProduct, variantId: string | null): string {
  const variant = variantId === null || variants.size < 2 ? undefined : variants.get(variantId);
  return variant ? `${title}, ${variant.title}` : title;
}

function marketOf({ country, currency, language }: Waiting): Market {
  return { language, ...(country !== null && { country }), ...(currency !== null && { currency }) };
}
