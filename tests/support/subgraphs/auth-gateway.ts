import { type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { CuratorAccess } from '#gateway/auth/curator-access.ts';
import { forwardedTo, startTestGateway, type TestGateway } from '#gateway/gateway.fixture.ts';
import { type CuratorSession, type CustomerSession, curatorSessionId, keys } from '#kit/graph/session.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { type Handler, listen } from '#kit/process/http/server.ts';
import { openQueueRedis, type RedisClient } from '#kit/stores/redis.ts';
import { startTestRedis, type TestRedis } from '../backends/redis.ts';
import { eventually } from '../graph.ts';

/** A gateway with its real authentication, a real Redis and a server of public keys, over fake subgraphs. */
export interface AuthTestGateway {
  gateway: TestGateway;
  /** A client whose commands wait until Redis is available. */
  redis: RedisClient;
  /** The public keys that identity serves. */
  publishedKeys: JWK[];
  /** Stores a customer's session and signs its token. The arguments replace parts of the session, claims, header and key. */
  eliteToken(record?: Partial<CustomerSession>, claims?: object, header?: object, key?: SigningKey): Promise<string>;
  /** Stores a customer's session and signs its token by HS256, with the public key as the secret. */
  symmetricToken(): Promise<string>;
  /** What identity returns for `curatorAccess`; undefined while identity is unavailable. */
  access: CuratorAccess | null | undefined;
  /** Stores a curator's session and returns its token. */
  curatorToken(record?: Partial<CuratorSession>): Promise<string>;
  /** The viewer that the gateway forwards to a subgraph. */
  viewerOf(headers: Record<string, string>): Promise<Viewer>;
  /** The response to a request with these headers, without its request id and date. */
  responseTo(headers: OutgoingHttpHeaders): Promise<string>;
  /** Runs a function while Redis is unavailable. */
  withoutRedis<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Deletes all sessions and clears the recorded calls of the subgraphs. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface SigningKey {
  jwk: JWK;
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
}

/** The issuer of the tokens: the gateway's public URL. */
export const issuer = 'https://graph.axiom.example';

/** An operation that commerce executes. */
export const title = '{ product(id: "p1") { title } }';

/** Without `server`, starts a Redis of its own. `env`: further variables of the gateway. */
export async function startAuthTestGateway(
  server?: TestRedis,
  env: Record<string, string> = {},
): Promise<AuthTestGateway> {
  const backend = server ?? (await startTestRedis());
  const redis = openQueueRedis(backend.url, 'test');
  const firstKey = await makeKey('EdDSA');
  const publishedKeys = [firstKey.jwk];
  const identity: Handler = (request, response) => {
    if (request.method !== 'POST') return sendJson(response, 200, { keys: publishedKeys });
    if (auth.access === undefined) return void response.destroy();
    return sendJson(response, 200, { data: { curatorAccess: auth.access, partnerOrigins: [] } });
  };
  const keyServer = await listen(identity, 0, '127.0.0.1');
  const gateway = await startTestGateway({
    REDIS_URL: backend.url,
    IDENTITY_URL: `${keyServer.url}/graphql`,
    PUBLIC_URL: issuer,
    TOKEN_ISSUER: issuer,
    ...env,
  });

  const auth: AuthTestGateway = {
    gateway,
    redis,
    publishedKeys,
    access: curatorAccess,
    eliteToken: async (record, claims, header, { jwk, privateKey } = firstKey) => {
      await redis.set(keys.customer('s-1'), JSON.stringify(sessionWith(record)), 'EX', 600);
      return new SignJWT(claimsWith(claims))
        .setProtectedHeader({ alg: jwk.alg as string, typ: 'at+jwt', kid: jwk.kid, ...header })
        .sign(privateKey);
    },
    symmetricToken: async () => {
      await auth.eliteToken();
      return new SignJWT(claimsWith())
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: firstKey.jwk.kid })
        .sign(Buffer.from(firstKey.jwk.x as string, 'base64url'));
    },
    curatorToken: async (record) => {
      const token = `axc_${Buffer.from(String(Math.random())).toString('base64url')}`;
      const { account: _account, customer: _customer, kind: _kind, scopes: _scopes, ...opened } = sessionWith();
      const curator = `curator_${Math.random()}`;
      const session = { ...opened, id: 'c-1', curator, generation: 1, idle: 900, ...record };
      await redis.set(keys.curator(curatorSessionId(token)), JSON.stringify(session), 'EX', 900);
      return token;
    },
    viewerOf: async (headers) => {
      gateway.subgraphs.commerce.calls.length = 0;
      await gateway.execute(title, { headers });
      return forwardedTo(gateway.subgraphs.commerce).viewer;
    },
    responseTo: (headers) =>
      new Promise((resolve, reject) => {
        const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
        request(gateway.url, options, async (response) => {
          const { 'x-request-id': _id, date: _date, ...constant } = response.headers;
          resolve(JSON.stringify([response.statusCode, constant, await text(response)]));
        })
          .on('error', reject)
          .end(JSON.stringify({ query: title }));
      }),
    withoutRedis: async (run) => {
      await backend.stop();
      try {
        return await run();
      } finally {
        await backend.start();
      }
    },
    reset: async () => {
      await backend.flush();
      for (const subgraph of Object.values(gateway.subgraphs)) subgraph.calls.length = 0;
    },
    close: async () => {
      await gateway.close();
      redis.disconnect();
      await Promise.all([backend.remove(), keyServer.close(0)]);
    },
  };
  // The gateway accepts requests before it has connected to Redis and read the keys.
  const known = async () => auth.viewerOf({ authorization: `Bearer ${await auth.eliteToken()}` });
  await eventually(known, ({ kind }) => kind === 'ELITE');
  await auth.reset();
  return auth;
}

/** What sessions of curators open unless `AuthTestGateway.access` is something else. */
export const curatorAccess = { scopes: ['curator', 'provenance:write'], account: 'a-2', generation: 1 };

/** Seconds since 1970. */
export const now = () => Math.floor(Date.now() / 1000);

/** A key pair that is not published. */
export async function makeKey(alg: 'EdDSA' | 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig' };
  return { jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) }, privateKey };
}

/** A customer's session as it is stored in Redis. */
export function sessionWith(change: Partial<CustomerSession> = {}): CustomerSession {
  return {
    id: 's-1',
    kind: 'ELITE',
    customer: 'cus_1',
    account: 'a-1',
    scopes: ['account'],
    createdAt: 1_760_000_000,
    authTime: 1_760_000_000,
    methods: ['passkey'],
    expiresAt: now() + 3_600,
    ...change,
  };
}

/** The claims of a token for that session. */
export function claimsWith(change: object = {}) {
  return { iss: issuer, aud: 'axiom-graph', sub: 'cus_1', sid: 's-1', iat: now(), exp: now() + 3_600, ...change };
}
