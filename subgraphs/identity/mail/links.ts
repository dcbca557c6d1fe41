import { hash, randomBytes } from 'node:crypto';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { IdentityDatabase } from '../database.ts';
import type { Cipher } from './cipher.ts';
import { type LinkMail, putMail } from './outbox.ts';

/** What a link proves or allows once it is followed. */
interface LinkContent {
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** Of a sign-up: PHC string. */
  passwordHash?: string | undefined;
}

/** A link that is to be mailed. */
interface NewLink {
  purpose: LinkMail['kind'];
  content: LinkContent;
  /** The account whose address is proved by it. */
  account?: string;
}

/** A link that was followed, leased to one request. */
export interface ClaimedLink extends LinkContent {
  purpose: LinkMail['kind'];
  account: string | null;
  /** Uses it up, and with it all links of the same purpose for the address. */
  finish(): Promise<void>;
  /** Ends the lease without using it, so that it can be followed again. */
  release(): Promise<void>;
}

/** Links that are mailed. Of a token only its hash is kept, so that only the mail contains it. */
export type LinkStore = ReturnType<typeof createLinkStore>;

/** Minutes for which a link can be used. */
const minutesFor: Record<LinkMail['kind'], number> = { SIGN_UP: 24 * 60, VERIFY: 24 * 60, RESET: 30 };

/** Seconds for which a link is leased to one request. */
const lease = 30;

export function createLinkStore({ ask, transact }: IdentityDatabase, cipher: Cipher, pseudonym: Pseudonymizer) {
  const keyOf = (email: string) => pseudonym(`mail:${email}`);

  return {
    /**
     * Makes a link and puts the mail that carries it into the outbox. A new link to reset a password voids those before it.
     * What is done does not depend on whether the address is known.
     */
    issue: async ({ purpose, content, account }: NewLink): Promise<void> => {
      const token = randomBytes(32).toString('base64url');
      const minutes = minutesFor[purpose];
      const jwe = await cipher.seal(content);
      await transact(async (ask) => {
        if (purpose === 'RESET') await voidAll(ask, keyOf(content.email), purpose);
        await ask(
          (sql) => sql`
            insert into mail_link (token_hash, purpose, email_key, account_id, content_jwe, expires_at)
            values (
              ${hashOf(token)}, ${purpose}, ${keyOf(content.email)}, ${account ?? null}, ${jwe},
              now() + make_interval(mins => ${minutes})
            )`,
        );
        await putMail(ask, cipher, { kind: purpose, content: { email: content.email, token }, minutes });
      });
    },

    /** The link of a token, for this request alone; undefined where there is none, or it was used or has expired. */
    claim: async (token: string, purposes: LinkMail['kind'][]): Promise<ClaimedLink | undefined> => {
      const tokenHash = hashOf(token);
      const [row] = await ask(
        (sql) => sql<{ purpose: LinkMail['kind']; accountId: string | null; emailKey: string; contentJwe: string }[]>`
          update mail_link set claimed_until = now() + make_interval(secs => ${lease})
          where token_hash = ${tokenHash} and purpose = any(${purposes}::text[]) and expires_at > now()
            and (claimed_until is null or claimed_until < now())
          returning purpose, account_id, email_key, content_jwe`,
      );
      if (!row) return undefined;
      const { purpose, accountId, emailKey, contentJwe } = row;
      return {
        ...(await cipher.open<LinkContent>(contentJwe)),
        purpose,
        account: accountId,
        finish: () => voidAll(ask, emailKey, purpose),
        release: async () => {
          await ask((sql) => sql`update mail_link set claimed_until = null where token_hash = ${tokenHash}`);
        },
      };
    },
  };
}

async function voidAll(ask: IdentityDatabase['ask'], emailKey: string, purpose: LinkMail['kind']): Promise<void> {
  await ask((sql) => sql`delete from mail_link where email_key = ${emailKey} and purpose = ${purpose}`);
}

const hashOf = (token: string) => hash('sha256', token, 'buffer');
