import type { JWK } from 'jose';
import { recordEvent } from '../audit/audit-log.ts';
import type { IdentityDatabase } from '../database.ts';

/** A key that signs tokens, or has signed some that may still be good. */
export interface SigningKey extends NewKey {
  createdAt: Date;
  /** When another took over; null while none has. */
  retiredAt: Date | null;
}

/** A key pair. */
export interface NewKey {
  /** RFC 7638 thumbprint. */
  kid: string;
  publicJwk: JWK;
  /** The private JWK as a JWE; null when it no longer signs. */
  privateJwe: string | null;
}

/** The keys that sign tokens. */
export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>;

export function createSigningKeyStore({ ask, transact }: IdentityDatabase) {
  return {
    /** The keys whose tokens may still be good, the newest first. */
    list: (): Promise<SigningKey[]> =>
      ask(
        (sql) => sql<SigningKey[]>`
          select kid, public_jwk, private_jwe, created_at, retired_at from signing_key
          where retired_at is null or retired_at > now() - interval '31 days'
          order by created_at desc, kid`,
      ),

    /**
     * Adds the key that `make` makes, unless there is one younger than `seconds`; of several who ask at once, one adds.
     * The others retire. Private parts go after an hour, when nobody signs with them any more; what is left of a key goes a
     * day after its last token has expired.
     */
    renew: (seconds: number, make: () => Promise<NewKey>): Promise<void> =>
      transact(async (ask) => {
        await ask((sql) => sql`select pg_advisory_xact_lock(hashtext('identity: signing keys'))`);
        const young = await ask(
          (sql) => sql`select from signing_key where created_at > now() - make_interval(secs => ${seconds})`,
        );
        if (young.length > 0) return;
        const { kid, publicJwk, privateJwe } = await make();
        await ask((sql) => sql`delete from signing_key where retired_at < now() - interval '31 days'`);
        await ask((sql) => sql`update signing_key set private_jwe = null where retired_at < now() - interval '1 hour'`);
        await ask((sql) => sql`update signing_key set retired_at = now() where retired_at is null`);
        await ask(
          (sql) => sql`
            insert into signing_key (kid, public_jwk, private_jwe)
            values (${kid}, ${sql.json(publicJwk as Record<string, string>)}, ${privateJwe})`,
        );
        await recordEvent(ask, { action: 'signing_key.added', detail: { kid } });
      }),
  };
}

/** The key that signs now, of those listed; undefined where none can. */
export function signerAmong(keys: SigningKey[]): SigningKey | undefined {
  const able = keys.filter(({ privateJwe }) => privateJwe !== null);
  return able.find(({ createdAt }) => createdAt.getTime() < Date.now() - leadMilliseconds) ?? able.at(-1);
}

/**
 * For how long a key is shown before it signs: by then all who read the keys, and remember them for a minute, know it.
 * The very first signs at once.
 */
export const leadMilliseconds = 5 * 60_000;
