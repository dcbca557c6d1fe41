import { hash, randomBytes } from 'node:crypto';
import type { Language } from '#kit/graph/languages/language.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { IdentityDatabase } from '../database.ts';
import type { IdentityResult } from '../results.ts';
import type { MailCipher } from './cipher.ts';
import { type LinkMail, putMail } from './outbox.ts';

/** The data stored with a link. */
interface LinkContent {
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** PHC string; only for sign-ups. */
  passwordHash?: string | undefined;
}

/** A link to create. */
interface NewLink {
  purpose: LinkMail['kind'];
  content: LinkContent;
  /** The account whose address the link verifies. */
  account?: string;
}

/** A link that was followed and is reserved for one request. */
export interface ClaimedLink extends LinkContent {
  purpose: LinkMail['kind'];
  account: string | null;
  /** Deletes this link and all links with the same purpose and address. */
  finish(): Promise<void>;
  /** Releases the link unused, so that it can be followed again. */
  release(): Promise<void>;
}

/** Links that are mailed in a language, in PostgreSQL. Only a hash of the token is stored, so that a leaked database contains no usable link. */
export type LinkStore = ReturnType<typeof createLinkStore>;

/** Minutes for which a link is valid. */
const minutesFor: Record<LinkMail['kind'], number> = { SIGN_UP: 24 * 60, VERIFY: 24 * 60, RESET: 30 };

/** Seconds for which a link is reserved for one request. */
const lease = 30;

export function createLinkStore(
  { query, transact }: IdentityDatabase,
  cipher: MailCipher,
  pseudonymize: Pseudonymizer,
  language: Language,
) {
  const keyOf = (email: string) => linkKeyOf(pseudonymize, email);

  return {
    /**
     * Creates a link and queues its mail. A new link to reset a password invalidates the previous ones. The work is the same
     * for known and unknown addresses, so that accounts cannot be enumerated.
     */
    issue: async ({ purpose, content, account }: NewLink): Promise<void> => {
      const token = randomBytes(32).toString('base64url');
      const minutes = minutesFor[purpose];
      const jwe = await cipher.encrypt(content);
      await transact(async (query) => {
        if (purpose === 'RESET') await deleteAll(query, keyOf(content.email), purpose);
        await query(
          (sql) => sql`
            insert into mail_link (token_hash, purpose, email_key, account_id, content_jwe, expires_at)
            values (
              ${hashOf(token)}, ${purpose}, ${keyOf(content.email)}, ${account ?? null}, ${jwe},
              now() + make_interval(mins => ${minutes})
            )`,
        );
        await putMail(query, cipher, { kind: purpose, content: { email: content.email, token, language }, minutes });
      });
    },

    /** Reserves the link of a token for this request; undefined when it is unknown, used, expired or reserved. */
    claim: async (token: string, purposes: LinkMail['kind'][]): Promise<ClaimedLink | undefined> => {
      const tokenHash = hashOf(token);
      const [row] = await query(
        (sql) => sql<{ purpose: LinkMail['kind']; accountId: string | null; emailKey: string; contentJwe: string }[]>`
          update mail_link set claimed_until = now() + make_interval(secs => ${lease})
          where token_hash = ${tokenHash} and purpose = any(${purposes}::text[]) and expires_at > now()
            and (claimed_until is null or claimed_until < now())
          returning purpose, account_id, email_key, content_jwe`,
      );
      if (!row) return undefined;
      const { purpose, accountId, emailKey, contentJwe } = row;
      return {
        ...(await cipher.decrypt<LinkContent>(contentJwe)),
        purpose,
        account: accountId,
        finish: () => deleteAll(query, emailKey, purpose),
        release: async () => {
          await query((sql) => sql`update mail_link set claimed_until = null where token_hash = ${tokenHash}`);
        },
      };
    },
  };
}

/** Runs `work`, which consumes the claimed link. When it fails or refuses, the link is released and stays valid. */
export async function consumeLink<Value>(
  link: ClaimedLink,
  work: () => Promise<IdentityResult<Value>>,
): Promise<IdentityResult<Value>> {
  let isDone = false;
  try {
    const result = await work();
    isDone = !isRefused(result);
    return result;
  } finally {
    // When the release fails, the link can be followed again after its lease has expired.
    if (!isDone) await link.release().catch(() => {});
  }
}

async function deleteAll(query: IdentityDatabase['query'], emailKey: string, purpose: LinkMail['kind']): Promise<void> {
  await query((sql) => sql`delete from mail_link where email_key = ${emailKey} and purpose = ${purpose}`);
}

/** The pseudonym of an address to which links are mailed. */
export const linkKeyOf = (pseudonymize: Pseudonymizer, email: string) => pseudonymize(`mail:${email}`);

const hashOf = (token: string) => hash('sha256', token, 'buffer');
