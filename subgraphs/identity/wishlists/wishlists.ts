import { hash, randomBytes } from 'node:crypto';
import { type Connection, keyConnection, type PageArguments, readKeyPage } from '#kit/graph/connection.ts';
import type { LocalizedMarket } from '#kit/graph/market.ts';
import type { Catalogue, Price } from '../catalogue.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { lockAccount } from '../passkeys/credentials.ts';
import { type IdentityResult, refuse } from '../results.ts';

/** A product or variant in a wishlist. */
export interface WishlistItem {
  id: string;
  productId: string;
  /** Null for the product as a whole. */
  variantId: string | null;
  addedAt: Date;
  addedAmount: string | null;
  addedCurrency: string | null;
  isNotified: boolean;
}

/** Whose wishlist it is. */
export interface WishlistOwner {
  account: string;
}

/** The link by which others see a wishlist. */
export interface WishlistShare {
  token: string;
  name: string | null;
  createdAt: Date;
}

/** A product or variant to add. */
interface NewItem {
  productId: string;
  variantId?: string | null | undefined;
  isNotified: boolean;
}

/** Wishlists of customers, in PostgreSQL. An item refers to commerce by its ids. */
export type WishlistStore = ReturnType<typeof createWishlistStore>;

/** Maximum number of items in a wishlist. */
export const maxWishlistItems = 200;

export function createWishlistStore(
  { query, transact }: IdentityDatabase,
  catalogue: Pick<Catalogue, 'products'>,
  cipher: MailCipher,
  market: LocalizedMarket,
) {
  const { country = null, currency = null, language } = market;

  return {
    /**
     * Adds an item with its current price. An item that is already in the list keeps its time and price; only
     * `isNotified` is set. Rejects while commerce is unavailable.
     */
    add: async (account: string, { productId, variantId = null, isNotified }: NewItem) => {
      const product = (await catalogue.products([productId], market)).get(productId);
      if (!product) return refuse('NOT_FOUND', 'noSuchProduct', ['input', 'productId']);
      const offer = variantId === null ? product.offer : product.variants.get(variantId);
      if (!offer) return refuse('NOT_FOUND', 'noVariantOfProduct', ['input', 'variantId']);
      const { isAvailable, price } = offer;
      return transact(async (query): Promise<IdentityResult<WishlistItem>> => {
        await lockAccount(query, account);
        const [known] = await query(
          (sql) => sql<WishlistItem[]>`
            update wishlist_item set is_notified = ${isNotified}, was_available = ${isAvailable},
              lowest_amount = case when added_currency = ${price?.currencyCode ?? null}
                then least(lowest_amount, ${price?.amount ?? null}::numeric) else lowest_amount end
            where account_id = ${account} and product_id = ${productId} and variant_id is not distinct from ${variantId}
            returning id, product_id, variant_id, added_at, added_amount, added_currency, is_notified`,
        );
        if (known) return known;
        const [{ count }] = await query(
          (sql) => sql<[{ count: number }]>`select count(*)::int from wishlist_item where account_id = ${account}`,
        );
        if (count >= maxWishlistItems) return refuse('TOO_MANY', ['tooManyWishlistItems', { most: maxWishlistItems }]);
        const [added] = await query(
          (sql) => sql<[WishlistItem]>`
            insert into wishlist_item (account_id, product_id, variant_id, country, currency, language, added_amount,
              added_currency, is_notified, was_available, lowest_amount)
            values (${account}, ${productId}, ${variantId}, ${country}, ${currency}, ${language}, ${price?.amount ?? null},
              ${price?.currencyCode ?? null}, ${isNotified}, ${isAvailable}, ${price?.amount ?? null}::numeric)
            returning id, product_id, variant_id, added_at, added_amount, added_currency, is_notified`,
        );
        return added;
      });
    },

    /** Removes an item; false when the account's list does not have it. */
    remove: async (account: string, id: string): Promise<boolean> => {
      const removed = await query(
        (sql) => sql`delete from wishlist_item where account_id = ${account} and id = ${id} returning id`,
      );
      return removed.length > 0;
    },

    /** One page of an account's items, the newest first. `list` names the list in the cursors. */
    page: async (account: string, list: string, args: PageArguments): Promise<Connection<WishlistItem>> => {
      const page = readKeyPage([list, account], args, ['instant', 'text']);
      const [at, id] = page.after ? [new Date(Number(page.after[0])), page.after[1] as string] : [null, ''];
      const [rows, [{ count }]] = await Promise.all([
        query(
          (sql) => sql<WishlistItem[]>`
            select id, product_id, variant_id, added_at, added_amount, added_currency, is_notified from wishlist_item
            where account_id = ${account} and (${at}::timestamptz is null or (added_at, id) < (${at}, ${id}))
            order by added_at desc, id desc limit ${page.limit}`,
        ),
        query((sql) => sql<[{ count: number }]>`select count(*)::int from wishlist_item where account_id = ${account}`),
      ]);
      return keyConnection(rows, page, count, ({ addedAt, id }) => [addedAt.getTime(), id]);
    },

    /** The link of an account's wishlist; undefined when it is not shared. */
    findShare: async (account: string): Promise<WishlistShare | undefined> => {
      const [row] = await query(
        (sql) => sql<ShareRow[]>`
          select token_jwe, name, created_at from wishlist_share where account_id = ${account}`,
      );
      return row && shareOf(row, cipher);
    },

    /** Shares a wishlist with this name, or renames the one that is shared: its link stays the same. */
    share: async (account: string, name: string | null): Promise<WishlistShare> => {
      const token = randomBytes(16).toString('base64url');
      const jwe = await cipher.encrypt({ token });
      const [row] = await query(
        (sql) => sql<[ShareRow]>`
          insert into wishlist_share (account_id, token_hash, token_jwe, name)
          values (${account}, ${hashOf(token)}, ${jwe}, ${name})
          on conflict (account_id) do update set name = excluded.name
          returning token_jwe, name, created_at`,
      );
      return shareOf(row, cipher);
    },

    /** Ends the sharing: the link leads nowhere from now on. False when the wishlist was not shared. */
    unshare: async (account: string): Promise<boolean> => {
      const ended = await query(
        (sql) => sql`delete from wishlist_share where account_id = ${account} returning account_id`,
      );
      return ended.length > 0;
    },

    /** The shared wishlist with this token: its account and name; undefined when there is none. */
    shared: async (token: string): Promise<SharedWishlist | undefined> => {
      const [row] = await query(
        (sql) => sql<SharedWishlist[]>`
          select account_id as account, name from wishlist_share where token_hash = ${hashOf(token)}`,
      );
      return row;
    },
  };
}

/** A wishlist that its owner shares. The account is not for clients. */
export interface SharedWishlist extends WishlistOwner {
  name: string | null;
}

/** The price of an item when it was added. */
export function priceWhenAdded({ addedAmount, addedCurrency }: WishlistItem): Price | null {
  return addedAmount !== null && addedCurrency !== null ? { amount: addedAmount, currencyCode: addedCurrency } : null;
}

type ShareRow = Omit<WishlistShare, 'token'> & { tokenJwe: string };

async function shareOf({ tokenJwe, ...share }: ShareRow, cipher: MailCipher): Promise<WishlistShare> {
  return { ...share, ...(await cipher.decrypt<{ token: string }>(tokenJwe)) };
}

const hashOf = (token: string) => hash('sha256', token, 'buffer');
