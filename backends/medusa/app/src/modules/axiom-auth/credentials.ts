import { z } from '@medusajs/framework/zod';
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { commandTimeout, openRedis } from '../../redis';

/** How customer tokens are verified. */
export const Trust = z.object({
  /** The URL of the public keys. */
  jwksUrl: z.url(),
  /** The issuer and audience of the tokens. */
  issuer: z.string(),
  audience: z.string(),
  /** The Redis with the sessions. */
  redisUrl: z.string(),
});
export type Trust = z.infer<typeof Trust>;

/** The account and customer of a session. */
export type Session = z.infer<typeof Session>;

/** Verifies tokens. Rejects for invalid tokens, and for all while the keys or sessions are unavailable. */
export interface Credentials {
  /** Verifies the token of an open session. */
  session(token: unknown): Promise<Session>;
  /** Verifies the registration that identity signs for a new account, and returns the account's id. */
  registration(token: unknown): Promise<string>;
}

/** Prepares the verification of tokens. Connects to the keys and sessions on first use. */
export function openCredentials({ jwksUrl, issuer, audience, redisUrl }: Trust): Credentials {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2_000, cooldownDuration: 1_000 });
  const redis = openRedis(redisUrl, {
    connectionName: 'axiom-medusa',
    connectTimeout: commandTimeout,
    commandTimeout,
    maxRetriesPerRequest: 1,
  });
  const pinned = { issuer, algorithms: ['EdDSA', 'ES256'], clockTolerance: 5 };

  return {
    async session(token) {
      const { payload } = await jwtVerify(z.string().parse(token), keys, { ...pinned, audience, typ: 'at+jwt' });
      const { sub, sid } = SessionClaims.parse(payload);
      const session = Session.parse(JSON.parse((await redis.get(`session:${sid}`)) ?? 'null'));
      if (session.customer !== sub) throw new Error('the session is another customer’s');
      return session;
    },

    registration: registrationsFrom(keys, issuer),
  };
}

/** Verifies the registration that identity signs for an account, and returns the account's id. Rejects any other token. */
export type ReadRegistration = (token: unknown) => Promise<string>;

/** Accepts registrations that one of `keys` signed in the last minute. */
export function registrationsFrom(keys: JWTVerifyGetKey, issuer: string): ReadRegistration {
  return async (token) => {
    const { payload } = await jwtVerify(z.string().parse(token), keys, {
      issuer,
      algorithms: ['EdDSA', 'ES256'],
      clockTolerance: 5,
      audience: 'axiom-medusa',
      typ: 'axiom-registration+jwt',
      maxTokenAge: 60,
    });
    return RegistrationClaims.parse(payload).sub;
  };
}

const SessionClaims = z.object({ sub: z.string(), sid: z.string(), exp: z.number() });
const RegistrationClaims = z.object({ sub: z.uuid(), exp: z.number() });

/** The session as identity stores it. */
const Session = z.object({ account: z.uuid(), customer: z.string() });
