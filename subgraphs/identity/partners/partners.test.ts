import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { compareNames } from '#kit/graph/collation.ts';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import { serveReady } from '#kit/graph/server/serve.fixture.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { executeAt } from '#tests/support/graph.ts';
import { identityEnv } from '#tests/support/subgraphs/identity.ts';
import { identity } from '../index.ts';

let database: TestPostgres;
let folder: string;
let redis: LocalBackend;
let subgraph: RunningSubgraph;
let sql: Sql;

beforeAll(async () => {
  const [redisPort, port] = (await freePorts(2)) as [number, number];
  folder = await mkdtemp(join(tmpdir(), 'axiom-partners-'));
  const env = { PATH: process.env.PATH, REDIS_PORT: String(redisPort) };
  [database, redis] = await Promise.all([
    startPostgres(),
    startRedis({ dataDir: folder, env, secret: () => 'secret', log: () => {} }),
  ]);
  sql = postgres(database.urls.IDENTITY_DATABASE_URL, { max: 1, onnotice: () => {} });
  const { IDENTITY_DATABASE_URL } = database.urls;
  const { REDIS_URL } = redis.env;
  subgraph = await serveReady(identity, identityEnv(port, { IDENTITY_DATABASE_URL, REDIS_URL }));
});

afterAll(async () => {
  await subgraph?.close();
  await sql?.end();
  await Promise.all([database?.remove(), redis?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const curator: Viewer = {
  kind: 'CURATOR',
  id: 'user_1',
  scopes: ['partners:write', 'audit:read'],
  session: 's',
  authTime: Math.floor(Date.now() / 1_000),
};

const executeAs = (viewer: Viewer, query: string, variables = {}, requestId = 'r-1') =>
  executeAt(subgraph.url, query, variables, {}, signedTestFetch('identity', { viewer, requestId }));
const execute = (query: string, variables = {}) => executeAs(curator, query, variables);

const create =
  'mutation ($name: String!) { partnerCreate(input: { name: $name }) { partner { id name } userErrors { field code } } }';
const makeKey = `mutation ($input: PartnerKeyCreateInput!) { partnerKeyCreate(input: $input) {
  secret key { id prefix mode scopes allowedOrigins isActive expiresAt partner { name } } userErrors { field code } } }`;
const revoke = 'mutation ($id: ID!) { partnerKeyRevoke(id: $id) { key { isActive } userErrors { field code } } }';
const grant = 'query ($hash: Sha256!) { partnerKeyGrant(hash: $hash) { partnerId mode scopes allowedOrigins } }';

const digest = (key: string) => createHash('sha256').update(key).digest('hex');
const grantOf = async (key: string) =>
  (await executeAs({ kind: 'ANONYMOUS' }, grant, { hash: digest(key) })).data.partnerKeyGrant;
const partnerOf = async (name: string): Promise<string> =>
  (await execute(create, { name })).data.partnerCreate.partner.id;
const keyOf = async (input: object) =>
  (await execute(makeKey, { input: { name: 'k', ...input } })).data.partnerKeyCreate;

describe('A partner', () => {
  it('is created once for a name, ignoring case', async () => {
    const first = await execute(create, { name: ' Maison Rive ' });
    const second = await execute(create, { name: 'MAISON RIVE' });

    expect(first.data.partnerCreate).toEqual({
      partner: { id: expect.any(String), name: 'Maison Rive' },
      userErrors: [],
    });
    expect(second.data.partnerCreate).toEqual({
      partner: null,
      userErrors: [{ field: ['input', 'name'], code: 'TAKEN' }],
    });
  });

  it.each(['', '  ', 'x'.repeat(101)])('is not created with the name %j', async (name) => {
    expect((await execute(create, { name })).data.partnerCreate.userErrors).toEqual([
      { field: ['input', 'name'], code: 'INVALID' },
    ]);
  });

  it('is listed by name, with its keys', async () => {
    const id = await partnerOf('Aube');
    await keyOf({ partnerId: id });
    const list = await execute(
      '{ partners(first: 1) { totalCount nodes { name keys { totalCount nodes { name } } } pageInfo { hasNextPage } } }',
    );

    expect(list.data.partners).toMatchObject({
      nodes: [{ name: 'Aube', keys: { totalCount: 1, nodes: [{ name: 'k' }] } }],
      pageInfo: { hasNextPage: true },
    });
  });

  it('is listed in natural order, ignoring accents and case', async () => {
    const names = ['zoë L', 'de la Cruz L', 'Zadie L', 'Émile L', 'Øre L', 'emilia L', 'Örjan L', 'Ænima L'];
    for (const name of names) await partnerOf(name);
    const { data } = await execute('{ partners(first: 100) { nodes { name } } }');

    const listed: string[] = data.partners.nodes.map(({ name }: { name: string }) => name);
    expect(listed.filter((name) => names.includes(name))).toEqual(names.toSorted(compareNames));
  });
});

describe('A key', () => {
  it('is returned once, and the stored data contains no usable key', async () => {
    const partnerId = await partnerOf('Shown');
    const { secret, key, userErrors } = await keyOf({
      partnerId,
      mode: 'LIVE',
      scopes: ['suppliers:read', 'carbon:read', 'carbon:read'],
      allowedOrigins: ['https://shop.example'],
    });

    expect(userErrors).toEqual([]);
    expect(secret).toMatch(/^axk_live_[\w-]{43}$/);
    expect(key).toMatchObject({
      prefix: secret.slice(0, 17),
      mode: 'LIVE',
      scopes: ['carbon:read', 'suppliers:read'],
      allowedOrigins: ['https://shop.example'],
      isActive: true,
      partner: { name: 'Shown' },
    });
    expect(await grantOf(secret)).toEqual({
      partnerId,
      mode: 'LIVE',
      scopes: ['carbon:read', 'suppliers:read'],
      allowedOrigins: ['https://shop.example'],
    });
    expect(await storedData()).not.toContain(secret.slice(17));
  });

  it('grants nothing when it is revoked, expired or unknown', async () => {
    const partnerId = await partnerOf('Ends');
    const revoked = await keyOf({ partnerId });
    const expired = await keyOf({ partnerId });
    await execute(revoke, { id: revoked.key.id });
    const owner = postgres(database.urls.IDENTITY_OWNER_URL, { max: 1, onnotice: () => {} });
    await owner`update partner_key set expires_at = now() where id = ${expired.key.id}`;
    await owner.end();

    expect(await grantOf(revoked.secret)).toBeNull();
    expect(await grantOf(expired.secret)).toBeNull();
    expect(await grantOf('axk_test_none')).toBeNull();
    expect((await execute(revoke, { id: 'none' })).data.partnerKeyRevoke.userErrors).toEqual([
      { field: ['id'], code: 'NOT_FOUND' },
    ]);
  });

  it('records its last use, once a minute', async () => {
    const { secret, key } = await keyOf({ partnerId: await partnerOf('Used') });
    const used = async () => (await sql`select last_used_at from partner_key where id = ${key.id}`)[0]?.last_used_at;

    const before = await used();
    await grantOf(secret);
    const first = await used();
    await grantOf(secret);

    expect(before).toBeNull();
    expect(first).toBeInstanceOf(Date);
    expect(await used()).toEqual(first);
  });

  it('is one of at most two active keys, also under concurrent creation', async () => {
    const partnerId = await partnerOf('Race');
    const created = await Promise.all(Array.from({ length: 20 }, () => keyOf({ partnerId })));
    const other = await keyOf({ partnerId, mode: 'LIVE' });

    expect(created.filter(({ secret }) => secret)).toHaveLength(2);
    expect(created.filter(({ userErrors }) => userErrors[0]?.code === 'TOO_MANY')).toHaveLength(18);
    expect(other.userErrors).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['an unknown scope', { scopes: ['carbon:read', 'provenance:write'] }, 'scopes.1', 'INVALID'],
    ['an origin with a path', { allowedOrigins: ['https://shop.example/x'] }, 'allowedOrigins.0', 'INVALID'],
    ['too many origins', { allowedOrigins: Array(21).fill('https://shop.example') }, 'allowedOrigins', 'INVALID'],
    ['no name', { name: ' ' }, 'name', 'INVALID'],
    ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt', 'INVALID'],
    ['an expiry too far in the future', { expiresAt: '2099-01-01T00:00:00Z' }, 'expiresAt', 'INVALID'],
    ['an unknown partner', { partnerId: 'none' }, 'partnerId', 'NOT_FOUND'],
  ])('is not created with %s', async (_what, input, field, code) => {
    const partnerId = (await sql`select id from partner limit 1`)[0]?.id;
    const before = await sql`select count(*) from partner_key`;

    expect((await keyOf({ partnerId, ...input })).userErrors).toEqual([
      { field: ['input', ...field.split('.')], code },
    ]);
    expect(await sql`select count(*) from partner_key`).toEqual(before);
  });

  it('is found by its literal prefix', async () => {
    const { key } = await keyOf({ partnerId: await partnerOf('Prefix'), name: 'findable' });
    const find = async (prefix: string) => {
      const { data, errors } = await execute('query ($p: String) { partnerKeys(prefix: $p) { nodes { id } } }', {
        p: prefix,
      });
      return errors?.[0]?.extensions.code ?? data.partnerKeys.nodes;
    };

    expect(await find(key.prefix)).toEqual([{ id: key.id }]);
    expect(await find('axk_test%')).toEqual([]);
    expect(await find('axk____________')).toEqual([]);
    expect(await find('axk_')).toBe('BAD_USER_INPUT');
  });

  it('allows its origins while it is active', async () => {
    const origins = async () => (await executeAs({ kind: 'ANONYMOUS' }, '{ partnerOrigins }')).data.partnerOrigins;
    const { key } = await keyOf({ partnerId: await partnerOf('Origin'), allowedOrigins: ['https://only.example'] });
    const before = await origins();
    await execute(revoke, { id: key.id });

    expect(before).toContain('https://only.example');
    expect(await origins()).not.toContain('https://only.example');
  });
});

describe('The audit log', () => {
  const recordEvent = 'mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }';
  const input = {
    curatorId: 'user_9',
    field: 'provenanceCreate',
    responseKey: 'a',
    requestId: 'r-9',
    arguments: { x: 1 },
  };
  const events = async (filter: object) =>
    (
      await execute(
        'query ($f: AuditEventFilter) { auditEvents(filter: $f) { totalCount nodes { action curatorId requestId outcome detail } } }',
        { f: filter },
      )
    ).data.auditEvents;

  it('records a curator’s mutation, and its outcome when it is known', async () => {
    await executeAs({ kind: 'ANONYMOUS' }, recordEvent, { input });
    const before = await events({ curatorId: 'user_9' });
    await executeAs({ kind: 'ANONYMOUS' }, recordEvent, { input: { ...input, outcome: 'FAILED' } });
    await executeAs({ kind: 'ANONYMOUS' }, recordEvent, { input: { ...input, outcome: 'SUCCEEDED' } });

    const event = {
      action: 'mutation.provenance_create',
      curatorId: 'user_9',
      requestId: 'r-9',
      outcome: null,
      detail: { responseKey: 'a', arguments: { x: 1 } },
    };
    expect(before).toEqual({ totalCount: 1, nodes: [event] });
    expect(await events({ curatorId: 'user_9' })).toEqual({ totalCount: 1, nodes: [{ ...event, outcome: 'FAILED' }] });
  });

  it('lists events about partners and keys, the newest first', async () => {
    const since = new Date().toISOString();
    const { key } = await keyOf({ partnerId: await partnerOf('Recorded') });
    await execute(revoke, { id: key.id });

    const { nodes } = await events({ since });
    expect(nodes.map(({ action, curatorId, outcome }: Record<string, string>) => [action, curatorId, outcome])).toEqual(
      [
        ['partner_key.revoked', 'user_1', 'SUCCEEDED'],
        ['partner_key.created', 'user_1', 'SUCCEEDED'],
        ['partner.created', 'user_1', 'SUCCEEDED'],
      ],
    );
    expect((await events({ action: 'partner_key.revoked', since })).totalCount).toBe(1);
  });

  it('is append-only', async () => {
    await expect(sql`update audit_outcome set outcome = 'SUCCEEDED'`).rejects.toMatchObject({ code: '42501' });
    await expect(sql`delete from audit_outcome`).rejects.toMatchObject({ code: '42501' });
    await expect(sql`update audit_event set action = 'x.y'`).rejects.toMatchObject({ code: '42501' });
  });
});

describe('A curator who signs in', () => {
  it('is limited to five attempts', async () => {
    const attempt = () =>
      executeAs(
        { kind: 'ANONYMOUS' },
        'mutation { curatorSignIn(input: { email: "busy@b.example", password: "x" }) { grant { token } userErrors { code } } }',
      );
    const codes = [];
    for (let i = 0; i < 6; i += 1) codes.push(await attempt());

    expect(codes.map(({ data }) => data.curatorSignIn?.userErrors[0].code)).toEqual([
      ...Array(5).fill('NOT_ACCEPTED'),
      undefined,
    ]);
    expect(codes[5]?.errors?.[0]?.extensions).toEqual({ code: 'THROTTLED', retryAfterMs: expect.any(Number) });
  });
});

/** All stored data about partners, as text. */
async function storedData(): Promise<string> {
  const tables = await Promise.all([
    sql`select partner_key::text from partner_key`,
    sql`select audit_event::text from audit_event`,
    sql`select partner::text from partner`,
  ]);
  return JSON.stringify(tables);
}
