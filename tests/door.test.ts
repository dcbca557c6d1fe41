import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { start as startRedis } from '#backends/redis/local.ts';
import { type Reply, type SmallHouse, startSmallHouse } from '#gateway/testing.ts';
import type { LocalBackend } from '#kit/backend.ts';
import { freePorts } from '#kit/port.ts';
import { sealHeader } from '#kit/seal.ts';
import { type CuratorSession, type CustomerSession, curatorSessionId, keys } from '#kit/session.ts';
import type { Viewer } from '#kit/viewer.ts';
import { eventually } from './support/ask.ts';

let folder: string;
let backend: LocalBackend;
let launchRedis: () => Promise<LocalBackend>;
let redis: Redis;
let house: SmallHouse;
let keyServer: Server;
const published: JWK[] = [];
const issuer = 'https://graph.axiom.example';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-door-'));
  const [port] = await freePorts(1);
  const env = { PATH: process.env.PATH, REDIS_PORT: String(port) };
  launchRedis = () => startRedis({ dataDir: folder, env, secret: () => 'secret', log: () => {} });
  backend = await launchRedis();
  redis = new Redis(backend.env.REDIS_URL as string, { retryStrategy: () => 50 });
  redis.on('error', () => {});
  keyServer = createServer((_, response) => response.end(JSON.stringify({ keys: published })));
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  house = await startSmallHouse({
    REDIS_URL: backend.env.REDIS_URL,
    IDENTITY_URL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/graphql`,
    PUBLIC_URL: issuer,
    TOKEN_ISSUER: issuer,
  });
});

afterAll(async () => {
  await house?.close();
  redis?.disconnect();
  await backend?.stop();
  keyServer?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await redis.flushall();
  for (const subgraph of Object.values(house.subgraphs)) subgraph.calls.length = 0;
});

describe('An Elite Session', () => {
  it('makes its customer the viewer, as the session says and not the token', async () => {
    const token = await elite({ scopes: ['account', 'x'] }, { scopes: ['everything'], kind: 'CURATOR' });

    expect(await viewerOf({ authorization: `Bearer ${token}` })).toEqual({
      kind: 'ELITE',
      id: 'cus_1',
      scopes: ['account', 'x'],
      session: 's-1',
      authTime: session().authTime,
      account: 'a-1',
    });
  });

  it('hands its token to commerce alone', async () => {
    const token = await elite();
    await house.ask('{ product(id: "p1") { title place } }', { headers: { authorization: `Bearer ${token}` } });

    expect(told('commerce').token).toBe(token);
    expect(told('provenance').token).toBeUndefined();
    for (const { headers } of [...house.subgraphs.commerce.calls, ...house.subgraphs.provenance.calls])
      expect(headers).not.toHaveProperty('authorization');
  });

  it('notes that it was seen, unless it was revoked', async () => {
    const index = keys.customerIndex('a-1');
    await redis.set(keys.customer('seen'), JSON.stringify(session({ id: 'seen' })));
    await redis.set(keys.customer('gone'), JSON.stringify(session({ id: 'gone' })));
    await redis.zadd(index, 1, 'seen');
    for (const sid of ['seen', 'gone']) await viewerOf({ authorization: `Bearer ${await elite({}, { sid })}` });

    expect(await redis.zrange(index, '0', '-1')).toEqual(['seen']);
    expect(Number(await redis.zscore(index, 'seen'))).toBeGreaterThan(1_000_000_000);
  });

  const faults: [string, () => Promise<string>][] = [
    ['garbage', async () => 'x.y.z'],
    ['unsigned', async () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(await claims())}.`],
    ['signed with the public key as a secret', async () => symmetric()],
    ['of another type', () => elite({}, {}, { typ: 'JWT' })],
    ['from another issuer', () => elite({}, { iss: 'https://elsewhere.example' })],
    ['for another audience', () => elite({}, { aud: 'medusa' })],
    ['expired', () => elite({}, { exp: now() - 60 })],
    ['not valid yet', () => elite({}, { nbf: now() + 60 })],
    ['without a session', () => elite({}, { sid: undefined })],
    ['under a key nobody published', async () => elite({}, {}, {}, await makeKey())],
    ['of a session that is not there', () => elite({}, { sid: 'other' })],
    ['of a session that is over', () => elite({ expiresAt: now() - 1 })],
    ['of another customer’s session', () => elite({ customer: 'cus_2' })],
  ];

  it('that does not hold is refused whole, in the same words whatever is wrong', async () => {
    const replies: [string, Reply][] = [];
    for (const [name, make] of faults) {
      await redis.flushall();
      const authorization = `Bearer ${await make()}`;
      replies.push([name, await house.ask('{ product(id: "p1") { title } }', { headers: { authorization } })]);
    }

    for (const [name, { status, headers, body }] of replies) {
      expect([name, status, headers.get('www-authenticate')]).toEqual([name, 401, 'Bearer error="invalid_token"']);
      expect([name, body]).toEqual([name, refused]);
    }
    expect(house.subgraphs.commerce.calls).toEqual([]);
  });

  it.each(['', 'Bearer', 'Bearer a b', 'Basic eDp5', 'Bearer axc_unknown'])(
    'is not read out of the header %j, which is refused',
    async (authorization) => {
      const { status, body } = await house.ask('{ product(id: "p1") { title } }', { headers: { authorization } });

      expect([status, body]).toEqual([401, refused]);
    },
  );

  it('ends with the request after it is revoked', async () => {
    const authorization = `Bearer ${await elite()}`;
    const before = await viewerOf({ authorization });
    await redis.del(keys.customer('s-1'));

    expect(before.kind).toBe('ELITE');
    expect((await house.ask('{ product(id: "p1") { title } }', { headers: { authorization } })).status).toBe(401);
  });

  it('lives on under an old key after a new one is published', async () => {
    const old = await elite();
    const key = await makeKey();
    published.push(key.jwk);
    const fresh = await elite({}, {}, {}, key);
    const accepted = await eventually(
      () => house.ask('{ product(id: "p1") { title } }', { headers: { authorization: `Bearer ${fresh}` } }),
      ({ status }) => status === 200,
    );

    expect(accepted.status).toBe(200);
    expect((await viewerOf({ authorization: `Bearer ${old}` })).kind).toBe('ELITE');
  });
});

describe('A cookie', () => {
  const cookie = (token: string, name = '__Host-axiom_session') => ({ cookie: `theme=dark; ${name}=${token}` });

  it('makes its customer the viewer, for pages of our own and for none', async () => {
    const token = await elite();

    expect((await viewerOf(cookie(token))).kind).toBe('ELITE');
    expect((await viewerOf({ ...cookie(token), origin: issuer })).kind).toBe('ELITE');
  });

  it('is nobody’s on a page of another origin', async () => {
    const token = await elite();

    expect(await viewerOf({ ...cookie(token), origin: 'https://evil.example' })).toEqual({ kind: 'ANONYMOUS' });
    expect(await viewerOf({ ...cookie(token), origin: 'null' })).toEqual({ kind: 'ANONYMOUS' });
  });

  it('that does not hold is dropped, and the rest is answered', async () => {
    const { status, headers, body } = await house.ask('{ product(id: "p1") { title } }', { headers: cookie('stale') });

    expect([status, body.data]).toEqual([200, { product: { title: 'Title of p1' } }]);
    expect(headers.get('set-cookie')).toBe('__Host-axiom_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
  });

  it('of a curator goes before a customer’s, and after it is over the customer is left', async () => {
    const [customer, curator] = [await elite(), await curate()];
    const both = { cookie: `__Host-axiom_session=${customer}; __Host-axiom_curator=${curator}` };
    const first = await viewerOf(both);
    await redis.del(keys.curator(curatorSessionId(curator)));

    expect([first.kind, (await viewerOf(both)).kind]).toEqual(['CURATOR', 'ELITE']);
  });
});

describe('A curator’s session', () => {
  it('makes the curator the viewer', async () => {
    expect(await viewerOf({ authorization: `Bearer ${await curate()}` })).toEqual({
      kind: 'CURATOR',
      id: 'user_1',
      scopes: ['provenance:write'],
      session: 'c-1',
      authTime: session().authTime,
    });
  });

  it('lives as long as it is used, and not beyond its end', async () => {
    const used = await curate({ idle: 900, expiresAt: now() + 10_000 });
    await redis.expire(keys.curator(curatorSessionId(used)), 5);
    await viewerOf({ authorization: `Bearer ${used}` });
    const ending = await curate({ idle: 900, expiresAt: now() + 60 });
    await viewerOf({ authorization: `Bearer ${ending}` });

    expect(await redis.ttl(keys.curator(curatorSessionId(used)))).toBeGreaterThan(890);
    expect(await redis.ttl(keys.curator(curatorSessionId(ending)))).toBeLessThanOrEqual(60);
  });

  it('is over at its end', async () => {
    const authorization = `Bearer ${await curate({ expiresAt: now() - 1 })}`;

    expect((await house.ask('{ product(id: "p1") { title } }', { headers: { authorization } })).status).toBe(401);
  });
});

describe('While Redis is away', () => {
  it('nobody is signed in, it is known why, and the rest is answered', async () => {
    const token = await elite();
    await backend.stop();
    const viewer = await viewerOf({ authorization: `Bearer ${token}` });
    backend = await launchRedis();

    expect(viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });
});

describe('The public keys', () => {
  it('are published as identity shows them', async () => {
    const response = await fetch(`${house.base}/.well-known/jwks.json`);

    expect(await response.json()).toEqual({ keys: published });
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

interface Key {
  jwk: JWK;
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
}

const now = () => Math.floor(Date.now() / 1000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = {
  errors: [{ message: 'The credentials of this request are not accepted.', extensions: { code: 'UNAUTHENTICATED' } }],
};

let first: Promise<Key> | undefined;

async function makeKey(): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(publicKey)), alg: 'EdDSA', use: 'sig' };
  return { jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) }, privateKey };
}

function publishedKey(): Promise<Key> {
  first ??= makeKey().then((key) => {
    published.push(key.jwk);
    return key;
  });
  return first;
}

function session(change: Partial<CustomerSession> = {}): CustomerSession {
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

async function claims(change: object = {}) {
  return { iss: issuer, aud: 'axiom-graph', sub: 'cus_1', sid: 's-1', iat: now(), exp: now() + 3_600, ...change };
}

/** Opens a session and makes its token; each may be made wrong. */
async function elite(record: Partial<CustomerSession> = {}, change = {}, header = {}, key?: Key): Promise<string> {
  await redis.set(keys.customer('s-1'), JSON.stringify(session(record)), 'EX', 600);
  const { jwk, privateKey } = key ?? (await publishedKey());
  return new SignJWT(await claims(change))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: jwk.kid, ...header })
    .sign(privateKey);
}

async function symmetric(): Promise<string> {
  await elite();
  const { jwk } = await publishedKey();
  return new SignJWT(await claims())
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid })
    .sign(Buffer.from(jwk.x as string, 'base64url'));
}

async function curate(change: Partial<CuratorSession> = {}): Promise<string> {
  const token = `axc_${Buffer.from(String(Math.random())).toString('base64url')}`;
  const { id: _, ...times } = session();
  const record: Partial<CuratorSession> = {
    ...times,
    id: 'c-1',
    curator: 'user_1',
    scopes: ['provenance:write'],
    idle: 900,
  };
  await redis.set(keys.curator(curatorSessionId(token)), JSON.stringify({ ...record, ...change }), 'EX', 900);
  return token;
}

/** What the gateway tells a subgraph of the viewer. */
async function viewerOf(headers: Record<string, string>): Promise<Viewer> {
  house.subgraphs.commerce.calls.length = 0;
  await house.ask('{ product(id: "p1") { title } }', { headers });
  return told('commerce').viewer;
}

function told(subgraph: 'commerce' | 'provenance') {
  const seal = house.subgraphs[subgraph].calls.at(-1)?.headers[sealHeader];
  return JSON.parse(Buffer.from(String(seal).split('.')[1] as string, 'base64url').toString());
}
