import { z } from '@medusajs/framework/zod';
import { Redis } from 'ioredis';
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';

/** How tokens of customers are checked. */
export const Trust = z.object({
  /** Where the public keys are that tokens are signed with. */
  jwksUrl: z.url(),
  /** Who issues tokens, and for whom. */
  issuer: z.string(),
  audience: z.string(),
  /** The Redis that holds the sessions. */
  redisUrl: z.url(),
});
export type Trust = z.infer<typeof Trust>;

/** What a session says of its customer. */
export type Session = z.infer<typeof Session>;

/** Reads tokens. Rejects for invalid ones, and for all while the keys or the sessions are unavailable. */
export interface Credentials {
  /** Reads the token of a session that is open now. */
  session(token: unknown): Promise<Session>;
  /** Reads the token with which identity makes a customer for a new account: the id of the account. */
  registration(token: unknown): Promise<string>;
}

/** Opens what tokens are checked against. Keys and sessions are connected to when first needed. */
export function openCredentials({ jwksUrl, issuer, audience, redisUrl }: Trust): Credentials {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2_000, cooldownDuration: 1_000 });
  const redis = new Redis(redisUrl, {
    connectionName: 'axiom-medusa',
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 1,
  });
  // A command that fails rejects for its caller.
  redis.on('error', () => {});
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

/** Reads the registration that identity signs for an account, and gives the account's id. Rejects for any other token. */
export type ReadRegistration = (token: unknown) => Promise<string>;

/** Reads registrations that one of `keys` signed in the last minute. */
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

/** As identity keeps it. */
const Session = z.object({ account: z.uuid(), customer: z.string() });
