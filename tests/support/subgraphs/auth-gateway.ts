import { mkdtemp, rm } from 'node:fs/promises';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { CuratorAccess } from '#gateway/auth/curator-access.ts';
import { type SmallHouse, startSmallHouse, told } from '#gateway/gateway.fixture.ts';
import { type CuratorSession, type CustomerSession, curatorSessionId, keys } from '#kit/graph/session.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { type Handler, listen, sendJson } from '#kit/process/http/http.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from '#simulators/redis/local.ts';
import { eventually } from '../ask.ts';

/** The real door of a gateway over fake subgraphs, with a real Redis and a server of keys. */
export interface Door {
  house: SmallHouse;
  redis: Redis;
  /** The public keys that are shown. */
  published: JWK[];
  /** Opens a session and makes its token; the session, the token's claims, its header and its key may be made wrong. */
  elite(record?: Partial<CustomerSession>, claims?: object, header?: object, key?: SigningKey): Promise<string>;
  /** Opens a session and makes its token by HS256, with the public key as secret. */
  symmetric(): Promise<string>;
  /** What identity says that sessions of curators open; undefined when it does not answer. */
  access: CuratorAccess | null | undefined;
  /** Opens a curator's session and makes its token. */
  curate(record?: Partial<CuratorSession>): Promise<string>;
  /** Who the gateway says to a subgraph that the viewer is. */
  viewerOf(headers: Record<string, string>): Promise<Viewer>;
  /** All that comes back for a request with these headers, but what differs with every request. */
  answerTo(headers: OutgoingHttpHeaders): Promise<string>;
  /** Does something while Redis is away. */
  withoutRedis<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Ends all sessions and forgets what the subgraphs were asked. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface SigningKey {
  jwk: JWK;
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
}

/** Who issues the tokens: the gateway's own address, as the world sees it. */
export const issuer = 'https://graph.axiom.example';

/** An operation that commerce answers. */
export const title = '{ product(id: "p1") { title } }';

export async function startAuthGateway(): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'axiom-door-'));
  const [port] = await freePorts(1);
  const env = { PATH: process.env.PATH, REDIS_PORT: String(port) };
  const startRedis = () => start({ dataDir: folder, env, secret: () => 'secret', log: () => {} });
  let backend = await startRedis();
  const redis = new Redis(backend.env.REDIS_URL as string, { retryStrategy: () => 50 });
  redis.on('error', () => {});
  const firstKey = await makeKey('EdDSA');
  const published = [firstKey.jwk];
  const identity: Handler = (request, response) => {
    if (request.method !== 'POST') return sendJson(response, 200, { keys: published });
    if (door.access === undefined) return void response.destroy();
    return sendJson(response, 200, { data: { curatorAccess: door.access, partnerOrigins: [] } });
  };
  const keyServer = await listen(identity, 0, '127.0.0.1');
  const house = await startSmallHouse({
    REDIS_URL: backend.env.REDIS_URL,
    IDENTITY_URL: `${keyServer.url}/graphql`,
    PUBLIC_URL: issuer,
    TOKEN_ISSUER: issuer,
  });

  const door: Door = {
    house,
    redis,
    published,
    access: curatorAccess,
    elite: async (record, claims, header, { jwk, privateKey } = firstKey) => {
      await redis.set(keys.customer('s-1'), JSON.stringify(sessionWith(record)), 'EX', 600);
      return new SignJWT(claimsWith(claims))
        .setProtectedHeader({ alg: jwk.alg as string, typ: 'at+jwt', kid: jwk.kid, ...header })
        .sign(privateKey);
    },
    symmetric: async () => {
      await door.elite();
      return new SignJWT(claimsWith())
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: firstKey.jwk.kid })
        .sign(Buffer.from(firstKey.jwk.x as string, 'base64url'));
    },
    curate: async (record) => {
      const token = `axc_${Buffer.from(String(Math.random())).toString('base64url')}`;
      const { account: _account, customer: _customer, kind: _kind, scopes: _scopes, ...opened } = sessionWith();
      const curator = `curator_${Math.random()}`;
      const session = { ...opened, id: 'c-1', curator, generation: 1, idle: 900, ...record };
      await redis.set(keys.curator(curatorSessionId(token)), JSON.stringify(session), 'EX', 900);
      return token;
    },
    viewerOf: async (headers) => {
      house.subgraphs.commerce.calls.length = 0;
      await house.ask(title, { headers });
      return told(house.subgraphs.commerce).viewer;
    },
    answerTo: (headers) =>
      new Promise((resolve, reject) => {
        const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
        request(house.gateway.url, options, async (response) => {
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
        backend = await startRedis();
      }
    },
    forget: async () => {
      await redis.flushall();
      for (const subgraph of Object.values(house.subgraphs)) subgraph.calls.length = 0;
    },
    close: async () => {
      await house.close();
      redis.disconnect();
      await Promise.all([backend.stop(), keyServer.close(0)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  // The gateway connects to Redis and reads the keys while it already answers.
  const known = async () => door.viewerOf({ authorization: `Bearer ${await door.elite()}` });
  await eventually(known, ({ kind }) => kind === 'ELITE');
  await door.forget();
  return door;
}

/** What sessions of curators open unless `Door.access` is something else. */
export const curatorAccess = { scopes: ['curator', 'provenance:write'], account: 'a-2', generation: 1 };

/** Seconds since 1970. */
export const now = () => Math.floor(Date.now() / 1000);

/** A key that nobody has published yet. */
export async function makeKey(alg: 'EdDSA' | 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig' };
  return { jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) }, privateKey };
}

/** A customer's session as it lies in Redis. */
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

/** What a token for that session says. */
export function claimsWith(change: object = {}) {
  return { iss: issuer, aud: 'axiom-graph', sub: 'cus_1', sid: 's-1', iat: now(), exp: now() + 3_600, ...change };
}
