import { hash, randomBytes } from 'node:crypto';
import type { StockNoticeCreateInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { LocalizedMarket } from '#kit/graph/market.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { Catalogue } from '../catalogue.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { putMail } from '../mail/outbox.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, invalidEmail, notAccepted, refuse } from '../results.ts';

/** A notice to create. */
interface NewNotice {
  email: string;
  productId: string;
  variantId: string;
  /** The name of the product. */
  title: string;
}

/** What a confirmed notice is about. */
export interface ConfirmedNotice {
  productId: string;
  variantId: string;
}

/** Notices that guests asked for, in PostgreSQL: see `notice_task` for how they are sent. */
export type StockNoticeStore = ReturnType<typeof createStockNoticeStore>;

/** Notices of one address, of which so many may wait for a confirmation. */
const [maxNotices, maxUnconfirmed] = [20, 3];

/** Minutes for which the link that confirms a notice is valid, and before which no second one is sent. */
const [linkMinutes, resendMinutes] = [24 * 60, 10];

export function createStockNoticeStore(
  { transact }: IdentityDatabase,
  cipher: MailCipher,
  pseudonymize: Pseudonymizer,
  market: LocalizedMarket,
) {
  const { country = null, currency = null, language } = market;
  return {
    /**
     * Creates a notice that waits for its confirmation, and queues the mail with the link. Does nothing for an address that
     * has the notice or too many of them: a stranger must not be able to flood a mailbox.
     */
    create: async ({ email, productId, variantId, title }: NewNotice): Promise<void> => {
      const token = randomBytes(32).toString('base64url');
      const emailKey = emailKeyOf(pseudonymize, email);
      const jwe = await cipher.encrypt({ email });
      await transact(async (query) => {
        await query((sql) => sql`select pg_advisory_xact_lock(hashtext(${`stock notice ${emailKey}`}))`);
        const created = await query(
          (sql) => sql`
            insert into stock_notice (product_id, variant_id, email_key, email_jwe, country, currency, language, token_hash, expires_at)
            select ${productId}, ${variantId}, ${emailKey}, ${jwe}, ${country}, ${currency}, ${language}, ${hashOf(token)},
              now() + make_interval(mins => ${linkMinutes})
            where (
              select count(*) < ${maxNotices} and count(*) filter (where confirmed_at is null) < ${maxUnconfirmed}
              from stock_notice
              where email_key = ${emailKey} and expires_at > now() and variant_id <> ${variantId}
            )
            on conflict (variant_id, email_key) do update
              set token_hash = excluded.token_hash, created_at = now(), expires_at = excluded.expires_at,
                country = excluded.country, currency = excluded.currency, language = excluded.language
              where stock_notice.confirmed_at is null
                and stock_notice.created_at < now() - make_interval(mins => ${resendMinutes})
            returning id`,
        );
        if (created.length === 0) return;
        const content = { email, token, title, emailKey, language };
        await putMail(query, cipher, { kind: 'STOCK_CONFIRM', content, minutes: linkMinutes });
      });
    },

    /** Confirms the notice of a link, once; undefined when the token is unknown, used or expired. */
    confirm: (token: string): Promise<ConfirmedNotice | undefined> =>
      transact(async (query) => {
        const [confirmed] = await query(
          (sql) => sql<ConfirmedNotice[]>`
            update stock_notice set token_hash = null, confirmed_at = now(), expires_at = now() + interval '1 year'
            where token_hash = ${hashOf(token)} and expires_at > now() returning product_id, variant_id`,
        );
        // The variant may be back in stock already.
        if (confirmed) {
          await query(
            (sql) => sql`
              insert into notice_task (product_id) values (${confirmed.productId})
              on conflict (product_id) do update set change_count = notice_task.change_count + 1`,
          );
        }
        return confirmed;
      }),
  };
}

/** The services for asking for a notice. */
interface StockNoticeServices {
  catalogue: Catalogue;
  rateLimits: RateLimits;
  request: SubgraphRequest;
  stockNotices: StockNoticeStore;
}

/**
 * Requests a notice to an address. The result is the same for every address, so that no one learns who waits for what; the
 * notice is sent only after the owner of the address has confirmed it (double opt-in).
 */
export async function requestStockNotice(
  { catalogue, rateLimits, request, stockNotices }: StockNoticeServices,
  { variantId, email: given }: StockNoticeCreateInput,
): Promise<IdentityResult<{ isRequested: true }>> {
  const email = readEmail(given);
  if (email === undefined) return invalidEmail();
  await rateLimits.linkMail(request, email);
  const product = await catalogue.productOfVariant(variantId, request.market);
  if (!product) return refuse('NOT_FOUND', 'noSuchVariant', ['input', 'variantId']);
  await stockNotices.create({ email, productId: product.id, variantId, title: product.title });
  return { isRequested: true };
}

/** Confirms a notice with the token of its link. */
export async function confirmStockNotice(
  { rateLimits, request, stockNotices }: Omit<StockNoticeServices, 'catalogue'>,
  token: string,
): Promise<IdentityResult<ConfirmedNotice>> {
  await rateLimits.linkUse(request, token);
  return (await stockNotices.confirm(token)) ?? notAccepted();
}

/** The pseudonym of an address that asked for notices. */
export const emailKeyOf = (pseudonymize: Pseudonymizer, email: string) => pseudonymize(`stock:${email}`);

const hashOf = (token: string) => hash('sha256', token, 'buffer');
