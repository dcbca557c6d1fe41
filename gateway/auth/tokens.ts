import { hash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWKSCacheInput,
  type JWTPayload,
  jwksCache,
  jwtVerify,
} from 'jose';
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
 * keys of identity, regardless of the headers of the token. A verified token is remembered until it expires, but not
 * longer than identity has its key. Whether the session is open is checked on each request.
 */
export function openTokens({ keysUrl, issuer, audience, log }: TokenOptions): Tokens {
  // jose replaces `jwks` each time it reads the keys.
  const read: JWKSCacheInput = {};
  const keys = createRemoteJWKSet(new URL(keysUrl), {
    cooldownDuration: 1_000,
    timeoutDuration: 1_500,
    [jwksCache]: read,
  });
  const textOfKeys = printed(() => read.jwks);
  const options = {
    algorithms: ['EdDSA', 'ES256'],
    issuer,
    audience,
    typ: tokenType,
    requiredClaims: ['sub', 'sid', 'exp', 'iat'],
    clockTolerance: 5,
  };
  const verified = new LRUCache<string, Verified>({ ...verifiedCache, sizeCalculation: ({ size }) => size });
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
      const now = Date.now();
      const known = verified.get(digest);
      if (known && known.from <= now && now < known.until && known.keys === textOfKeys()) {
        // The keys are read again when they are old, and while that fails once a minute for each token.
        if (keys.fresh || now < known.recheckAt) return known.claims;
      }
      const before = textOfKeys();
      try {
        const { payload } = await jwtVerify(token, keys, options).catch((error) => verifyWithLast(token, error));
        isStale &&= !keys.fresh;
        const claims = claimsOf(payload);
        const after = textOfKeys();
        // If the keys have changed at the same time, it is unknown which ones verified the token.
        if (claims && (before === undefined || before === after)) {
          const [from, until] = [Number(payload.nbf ?? 0) * 1_000, Number(payload.exp) * 1_000];
          const recheckAt = Date.now() + recheckInterval;
          verified.set(digest, { claims, keys: after, from, until, recheckAt, size: sizeOf(claims) });
        }
        return claims;
      } catch (error) {
        if (isInvalid(error)) return undefined;
        throw error;
      }
    },
  };
}

/** A token that was verified. Times are in milliseconds since 1970. */
interface Verified {
  claims: TokenClaims;
  /** The keys of identity when it was verified, as text. */
  keys: string | undefined;
  from: number;
  until: number;
  recheckAt: number;
  /** The approximate size in memory in bytes. */
  size: number;
}

/** The bounds of the cache: the number of tokens, and their size in bytes. */
const verifiedCache = { max: 20_000, maxSize: 16_777_216 };

/** Milliseconds after which a token is verified again while the keys of identity cannot be read. */
const recheckInterval = 60_000;

function sizeOf({ sid, sub }: TokenClaims): number {
  return 400 + 2 * (sid.length + sub.length);
}

/** Returns a function that prints what `current` returns, once for each object; undefined where there is none. */
function printed(current: () => object | undefined): () => string | undefined {
  let last: object | undefined;
  let text: string | undefined;
  return () => {
    const now = current();
    if (now !== last) [last, text] = [now, JSON.stringify(now)];
    return text;
  };
}

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
