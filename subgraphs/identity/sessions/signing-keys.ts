import type { JWK } from 'jose';
import { recordEvent } from '../audit/audit-log.ts';
import type { IdentityDatabase } from '../database.ts';

/** A key that signs tokens, or has signed tokens that may still be valid. */
export interface SigningKey extends NewKey {
  createdAt: Date;
  /** When a newer key replaced it; null until then. */
  retiredAt: Date | null;
}

/** A key pair. */
export interface NewKey {
  /** RFC 7638 thumbprint. */
  kid: string;
  publicJwk: JWK;
  /** The private JWK, encrypted as JWE; null when it no longer signs. */
  privateJwe: string | null;
}

/** The keys that sign tokens, in PostgreSQL. */
export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>;

export function createSigningKeyStore({ query, transact }: IdentityDatabase) {
  return {
    /** The keys whose tokens may still be valid, the newest first. */
    list: (): Promise<SigningKey[]> =>
      query(
        (sql) => sql<SigningKey[]>`
          select kid, public_jwk, private_jwe, created_at, retired_at from signing_key
          where retired_at is null or retired_at > now() - interval '31 days'
          order by created_at desc, kid`,
      ),

    /**
     * Adds a key from `make` and retires all others, unless a key is younger than `seconds`; of concurrent calls, one adds a key.
     * Also deletes the private parts of keys retired for an hour, with which no process signs any more, and keys retired for
     * 31 days, one day after their last token expired.
     */
    renew: (seconds: number, make: () => Promise<NewKey>): Promise<void> =>
      transact(async (query) => {
        await query((sql) => sql`select pg_advisory_xact_lock(hashtext('identity: signing keys'))`);
        const recent = await query(
          (sql) => sql`select from signing_key where created_at > now() - make_interval(secs => ${seconds})`,
        );
        if (recent.length > 0) return;
        const { kid, publicJwk, privateJwe } = await make();
        await query((sql) => sql`delete from signing_key where retired_at < now() - interval '31 days'`);
        await query(
          (sql) => sql`update signing_key set private_jwe = null where retired_at < now() - interval '1 hour'`,
        );
        await query((sql) => sql`update signing_key set retired_at = now() where retired_at is null`);
        await query(
          (sql) => sql`
            insert into signing_key (kid, public_jwk, private_jwe)
            values (${kid}, ${sql.json(publicJwk as Record<string, string>)}, ${privateJwe})`,
        );
        await recordEvent(query, { action: 'signing_key.added', detail: { kid } });
      }),
  };
}

/** The key that signs now; undefined when no key has a private part. */
export function signerAmong(keys: SigningKey[]): SigningKey | undefined {
  const signingKeys = keys.filter(({ privateJwe }) => privateJwe !== null);
  return signingKeys.find(({ createdAt }) => createdAt.getTime() < Date.now() - leadMilliseconds) ?? signingKeys.at(-1);
}

/**
 * How long a key is published before it signs: clients that cache the key set for a minute have it by then. The first
 * key signs immediately.
 */
export const leadMilliseconds = 5 * 60_000;
