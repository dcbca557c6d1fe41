import { hash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { tokenType } from '#kit/graph/session.ts';
import type { Log } from '#kit/process/log.ts';

export interface TokenOptions {
  /** Where identity publishes its keys. */
  keysUrl: string;
  issuer: string;
  audience: string;
  log: Log;
}

/** The session an Elite Session's token names, and whose it is. */
export interface TokenClaims {
  sid: string;
  /** The Medusa customer. */
  sub: string;
}

/** Reads Elite Session tokens. */
export interface Tokens {
  /**
   * What a token says; undefined for a token that is invalid for any reason. While identity cannot be reached,
   * the keys that were read last are used; rejects where there are none.
   */
  read(token: string): Promise<TokenClaims | undefined>;
}

/**
 * Reads tokens by the rules of RFC 8725: two algorithms and no more, one issuer, one audience, one type, and keys from
 * identity alone, whatever the token itself proposes.
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
  const verified = new LRUCache<string, { claims: TokenClaims; until: number }>({ max: mostVerified });
  let isStale = false;
  /** Verifies with the keys that were read last; throws `cause` where they do not include the token's key. */
  const verifyWithLast = async (token: string, cause: unknown) => {
    const last = keys.jwks();
    if (isFault(cause) || !last) throw cause;
    if (!isStale) log.warn({ err: cause }, 'the keys of identity cannot be read; those read last are used');
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
          verified.set(digest, { claims, until: Math.min(Date.now() + believed, Number(payload.exp) * 1_000) });
        return claims;
      } catch (error) {
        if (isFault(error)) return undefined;
        throw error;
      }
    },
  };
}

/**
 * How long a token that was verified is believed to be, in milliseconds, and how many of them: verifying takes more
 * processor time than all else that is done to find out who asks. Whether its session is open is asked each time.
 */
const believed = 60_000;
const mostVerified = 20_000;

/** What may be wrong with a token, as opposed to what may hinder us from telling. */
const faults = [
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

function isFault(error: unknown): boolean {
  return faults.some((fault) => error instanceof fault);
}

function claimsOf({ sid, sub }: JWTPayload): TokenClaims | undefined {
  return typeof sid === 'string' && typeof sub === 'string' ? { sid, sub } : undefined;
}
