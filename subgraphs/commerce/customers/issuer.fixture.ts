import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { type CustomerSession, keys, tokenType } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';

/** What identity is to Medusa, for tests: it signs tokens and serves the keys to check them with. */
export interface Issuer {
  /** The variables by which Medusa knows it. */
  env: Record<'AXIOM_JWKS_URL' | 'AXIOM_TOKEN_ISSUER' | 'AXIOM_TOKEN_AUDIENCE', string>;
  /** The token of a session, but for the claims and parameters of the header that are given. */
  signSession(session: CustomerSession, but?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** The token with which a customer is made for an account. */
  signRegistration(account: string, but?: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

/** Starts an issuer with a key of either kind; each is called by the name of its algorithm. */
export async function openIssuer(): Promise<Issuer> {
  const pairs = { EdDSA: await generateKeyPair('EdDSA'), ES256: await generateKeyPair('ES256') };
  const jwks = Object.entries(pairs).map(async ([alg, { publicKey }]) => ({
    ...(await exportJWK(publicKey)),
    kid: alg,
  }));
  const served = JSON.stringify({ keys: await Promise.all(jwks) });
  const server = createServer({ noDelay: true }, (_, response) => response.end(served));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    AXIOM_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`,
    AXIOM_TOKEN_ISSUER: 'http://localhost:4000',
    AXIOM_TOKEN_AUDIENCE: 'axiom-graph',
  };

  const sign = (claims: JWTPayload, given: Partial<JWTHeaderParameters>) => {
    const header = { alg: 'EdDSA', kid: given.alg ?? 'EdDSA', ...given };
    return new SignJWT({ iss: env.AXIOM_TOKEN_ISSUER, iat: now(), exp: now() + 60, ...claims })
      .setProtectedHeader(header)
      .sign(pairs[header.alg as keyof typeof pairs].privateKey);
  };
  return {
    env,
    signSession: ({ id, customer, account }, but, header) =>
      sign({ aud: env.AXIOM_TOKEN_AUDIENCE, sub: customer, sid: id, account, ...but }, { typ: tokenType, ...header }),
    signRegistration: (account, but) =>
      sign({ aud: 'axiom-medusa', sub: account, ...but }, { typ: 'axiom-registration+jwt' }),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** The sessions in a Redis, as identity writes them. */
export interface Sessions {
  /** Opens one for so many seconds, a minute unless given. */
  open(account: string, customer: string, seconds?: number): Promise<CustomerSession>;
  revoke(session: CustomerSession): Promise<unknown>;
  close(): void;
}

/** Opens the sessions of the Redis at `url`. */
export function openSessions(url: string): Sessions {
  // Where the server has gone first, the process stays for as long as a disconnection may take.
  const redis = new Redis(url, { commandTimeout: 1_000, disconnectTimeout: 100 });
  // A command that fails says so itself.
  redis.on('error', () => {});
  return {
    async open(account, customer, seconds = 60) {
      const times = { createdAt: now(), authTime: now(), expiresAt: now() + seconds };
      const id = randomUUID();
      const session = {
        id,
        kind: 'ELITE' as const,
        account,
        customer,
        scopes: ['account'],
        methods: ['hwk'],
        ...times,
      };
      await redis.set(keys.customer(id), JSON.stringify(session), 'EX', seconds);
      return session;
    },
    revoke: ({ id }) => redis.del(keys.customer(id)),
    close: () => redis.disconnect(),
  };
}

/** Whom the gateway makes of a session. */
export function viewerOf({ id, kind, customer, account, scopes, authTime }: CustomerSession): SignedIn {
  return { kind, id: customer, session: id, account, scopes, authTime };
}

const now = () => Math.floor(Date.now() / 1000);
