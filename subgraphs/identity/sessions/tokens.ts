import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { type CustomerSession, tokenType } from '#kit/graph/session.ts';
import { decrypt, encrypt } from '#kit/process/encryption.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import { type NewKey, type SigningKeyStore, signerAmong } from './signing-keys.ts';

export interface TokenOptions {
  issuer: string;
  audience: string;
  /** Encrypts private keys: 32 bytes. */
  secret: Uint8Array;
  /** Days after which a new key replaces the current one. */
  days: number;
  log: Log;
}

/** Issues signed tokens (JWT). All methods reject with BACKEND_UNAVAILABLE while no signing key can be read. */
export type TokenIssuer = ReturnType<typeof createTokenIssuer>;

const algorithm = 'EdDSA';

/** Milliseconds for which keys are cached: much less than the time between the publication and first use of a key. */
const cacheMilliseconds = 10_000;

export function createTokenIssuer(keys: SigningKeyStore, { issuer, audience, secret, days, log }: TokenOptions) {
  const cachedKeys = memoizeTtl(
    async () => {
      const seconds = days * 86_400;
      const listed = await keys.list();
      if (listed[0] && listed[0].createdAt.getTime() > Date.now() - seconds * 1_000) return listed;
      await keys.renew(seconds, () => makeKey(secret));
      return keys.list();
    },
    cacheMilliseconds,
    (err) => log.warn({ event: 'signing_keys_stale', err }, 'signing keys unavailable, using cached keys'),
  );

  const signer = memoizeTtl(async () => {
    const key = signerAmong(await cachedKeys());
    if (!key?.privateJwe) throw new Error('No key can sign.');
    return { kid: key.kid, privateKey: await importJWK(JSON.parse(await decrypt(key.privateJwe, secret)), algorithm) };
  }, cacheMilliseconds);

  async function sign(typ: string, payload: JWTPayload): Promise<string> {
    const { kid, privateKey } = await signer();
    return new SignJWT({ iss: issuer, jti: randomUUID(), ...payload })
      .setProtectedHeader({ alg: algorithm, typ, kid })
      .sign(privateKey);
  }

  return {
    /** The token of a customer's session: it names the session and its customer, and expires with the session. */
    issue: ({ id, account, customer, createdAt, expiresAt, authTime, methods }: CustomerSession): Promise<string> =>
      sign(tokenType, {
        aud: audience,
        sub: customer,
        sid: id,
        iat: createdAt,
        exp: expiresAt,
        auth_time: authTime,
        amr: methods,
        account,
      }),

    /** The token with which Medusa creates the customer of an account; valid for one minute. */
    signRegistration: (account: string): Promise<string> => {
      const now = Math.floor(Date.now() / 1000);
      return sign('axiom-registration+jwt', { aud: 'axiom-medusa', sub: account, iat: now, exp: now + 60 });
    },

    /** The public keys of all tokens that may still be valid, as a JWK set (RFC 7517). */
    keySet: async (): Promise<JSONWebKeySet> => ({ keys: (await cachedKeys()).map(({ publicJwk }) => publicJwk) }),
  };
}

/** Generates an EdDSA key pair. The private part is encrypted with `secret`. */
export async function makeKey(secret: Uint8Array): Promise<NewKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const publicPart = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicPart);
  const privateJwe = await encrypt(JSON.stringify(await exportJWK(privateKey)), secret, { kid });
  return { kid, publicJwk: { ...publicPart, kid, alg: algorithm, use: 'sig' }, privateJwe };
}
