import { hash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { tokenType } from '#kit/graph/session.ts';
import type { Log } from '#kit/process/log.ts';

export interface TokenOptions {
  /** The URL of identity's public keys. */
  keysUrl: string;
  issuer: string;
  audience: string;
  log: Log;
}

/** The session that an Elite Session token refers to, and its customer. */
export interface TokenClaims {
  sid: string;
  /** The Medusa customer. */
  sub: string;
}

/** Verifies Elite Session tokens. */
export interface Tokens {
  /**
   * The claims of a token; undefined for an invalid token. While identity is unavailable, the keys that were read last
   * are used; rejects where there are none.
   */
  read(token: string): Promise<TokenClaims | undefined>;
}

/**
 * Verifies tokens by the rules of RFC 8725: two allowed algorithms, one issuer, one audience, one type, and only the
 * keys of identity, regardless of the headers of the token.
 */
export function openTokens({ keysUrl, issuer, audience, log }: TokenOptions): Tokens {
  const keys = createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: 1_000, timeoutDuration: 1_500 });
  const options = {
    algorithms: ['EdDSA', 'ES256'],
    issuer,
    audience,
    typ: tokenType,
    requiredClaims: ['sub', 'sid', 'exp', 'iat'],
    clockTolerance: 5,
  };
  const verified = new LRUCache<string, { claims: TokenClaims; until: number }>({ max: maxVerified });
  let isStale = false;
  /** Verifies with the keys that were read last. Throws `cause` where they do not include the token's key. */
  const verifyWithLast = async (token: string, cause: unknown) => {
    const last = keys.jwks();
    if (isInvalid(cause) || !last) throw cause;
    if (!isStale)
      log.warn({ event: 'key_set_stale', err: cause }, 'public keys of identity unavailable; using the last ones');
    isStale = true;
    return jwtVerify(token, createLocalJWKSet(last), options).catch((error) => {
      // The token's key is newer than the keys that were read last.
      throw error instanceof errors.JWKSNoMatchingKey ? cause : error;
    });
  };
  return {
    read: async (token) => {
      const digest = hash('sha256', token, 'base64url');
      const known = verified.get(digest);
      if (known && Date.now() < known.until) return known.claims;
      try {
        const { payload } = await jwtVerify(token, keys, options).catch((error) => verifyWithLast(token, error));
        isStale &&= !keys.fresh;
        const claims = claimsOf(payload);
        if (claims)
          verified.set(digest, { claims, until: Math.min(Date.now() + verifiedTtl, Number(payload.exp) * 1_000) });
        return claims;
      } catch (error) {
        if (isInvalid(error)) return undefined;
        throw error;
      }
    },
  };
}

/**
 * The cache of verified tokens: its time in milliseconds, and its size. Verifying a signature is most of the processor
 * time of authentication. Whether the session is open is checked on each request.
 */
const verifiedTtl = 60_000;
const maxVerified = 20_000;

/** The errors of an invalid token. Other errors mean that the token cannot be verified at the moment. */
const invalidTokenErrors = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSMultipleMatchingKeys,
  errors.JWKSNoMatchingKey,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
];

function isInvalid(error: unknown): boolean {
  return invalidTokenErrors.some((type) => error instanceof type);
}

function claimsOf({ sid, sub }: JWTPayload): TokenClaims | undefined {
  return typeof sid === 'string' && typeof sub === 'string' ? { sid, sub } : undefined;
}
