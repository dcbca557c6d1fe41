import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { type CustomerSession, keys, tokenType } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { createLog } from '#kit/process/log.ts';
import { openRedis } from '#kit/stores/redis.ts';

/** A fake of identity for tests: signs tokens and serves the keys to verify them. */
export interface Issuer {
  /** The environment variables with which Medusa trusts this issuer. */
  env: Record<'AXIOM_JWKS_URL' | 'AXIOM_TOKEN_ISSUER' | 'AXIOM_TOKEN_AUDIENCE', string>;
  /** The token of a session. `but` and `header` override claims and header parameters. */
  signSession(session: CustomerSession, but?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** The token that registers an account as a customer. */
  signRegistration(account: string, but?: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

/** Starts an issuer with one key for each algorithm; the key id is the name of the algorithm. */
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

  const sign = (claims: JWTPayload, headerOverrides: Partial<JWTHeaderParameters>) => {
    const header = { alg: 'EdDSA', kid: headerOverrides.alg ?? 'EdDSA', ...headerOverrides };
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

/** Sessions in Redis, in the format of identity. */
export interface Sessions {
  /** Opens a session for `seconds`, 60 by default. */
  open(account: string, customer: string, seconds?: number): Promise<CustomerSession>;
  revoke(session: CustomerSession): Promise<unknown>;
  close(): void;
}

/** Connects to the Redis at `url`. */
export function openSessions(url: string): Sessions {
  const redis = openRedis(url, 'test', createLog('test', 'silent'));
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

/** The viewer of a session. */
export function viewerOf({ id, kind, customer, account, scopes, authTime }: CustomerSession): SignedIn {
  return { kind, id: customer, session: id, account, scopes, authTime };
}

const now = () => Math.floor(Date.now() / 1000);
