import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { tokenType } from '#kit/session.ts';

export interface TokenOptions {
  /** Where identity publishes its keys. */
  keysUrl: string;
  issuer: string;
  audience: string;
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
   * What a token says; undefined for one that does not hold, whatever is wrong with it. Rejects when that cannot be told,
   * since identity's keys cannot be had.
   */
  read(token: string): Promise<TokenClaims | undefined>;
}

/**
 * Reads tokens by the rules of RFC 8725: two algorithms and no more, one issuer, one audience, one type, and keys from
 * identity alone, whatever the token itself proposes.
 */
export function openTokens({ keysUrl, issuer, audience }: TokenOptions): Tokens {
  const keys = createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: 1_000, timeoutDuration: 1_500 });
  const options = {
    algorithms: ['EdDSA', 'ES256'],
    issuer,
    audience,
    typ: tokenType,
    requiredClaims: ['sub', 'sid', 'exp', 'iat'],
    clockTolerance: 5,
  };
  return {
    read: async (token) => {
      try {
        const { payload } = await jwtVerify(token, keys, options);
        return claimsOf(payload);
      } catch (error) {
        if (faults.some((fault) => error instanceof fault)) return undefined;
        throw error;
      }
    },
  };
}

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

function claimsOf({ sid, sub }: JWTPayload): TokenClaims | undefined {
  return typeof sid === 'string' && typeof sub === 'string' ? { sid, sub } : undefined;
}
