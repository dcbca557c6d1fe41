import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { forwardedTo, type Reply, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

/** Redis is unavailable, and nothing is restored during a test: restoring a point needs a thousand seconds. */
const env = {
  TRUSTED_PROXIES: '1',
  COST_BUCKET_ANONYMOUS: '100',
  COST_RESTORE_ANONYMOUS: '0.001',
  COST_BUCKET_PARTNER: '40',
  COST_RESTORE_PARTNER: '0.001',
  COST_CEILING_ANONYMOUS: '60',
  COST_LOCAL_PERCENT: '100',
  CREDENTIALS_LIMIT_BURST: '5',
  CREDENTIALS_LIMIT_PER_MINUTE: '1',
  GATEWAY_SERVICE_TOKEN: 'service',
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(env);
});
afterAll(() => gateway.close());

/** Each test uses a separate address, and so a full bucket. */
let address = '';
let lastAddress = 0;
afterEach(() => {
  for (const subgraph of Object.values(gateway.subgraphs)) Object.assign(subgraph, { fault: undefined, calls: [] });
  address = '';
});

/** Is estimated with ten items, and has three. */
const list = '{ products { title } }';
const cheap = '{ product(id: "p1") { title } }';

async function send(body: string, headers: Record<string, string> = {}, method = 'POST', search = '') {
  if (address === '') lastAddress += 1;
  address ||= `192.0.2.${lastAddress}`;
  const response = await fetch(gateway.url + search, {
    method,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    ...(method === 'POST' && { body }),
  });
  const { status } = response;
  return { status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

const ask = (query: string, headers: Record<string, string> = {}) => send(JSON.stringify({ query }), headers);

const costIn = ({ body }: { body: Reply['body'] }) =>
  body.extensions?.cost as {
    requestedQueryCost: number;
    actualQueryCost: number | null;
    throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
  };

const calls = () => Object.values(gateway.subgraphs).reduce((sum, subgraph) => sum + subgraph.calls.length, 0);

/** Sends requests until one is rejected, at most `most`. */
async function until(status: number, most: number, attempt: () => ReturnType<typeof send>) {
  for (let count = 1; count <= most; count += 1) {
    const reply = await attempt();
    if (reply.status === status) return { count, reply };
  }
  throw new Error(`None of ${most} answers had status ${status}.`);
}

describe('The cost in a response', () => {
  it('has the shape of Shopify’s, with the actual cost', async () => {
    const reply = await ask(list);
    const { requestedQueryCost = 0, actualQueryCost, throttleStatus } = costIn(reply);

    expect(Object.keys(costIn(reply))).toEqual(['requestedQueryCost', 'actualQueryCost', 'throttleStatus']);
    expect(actualQueryCost).toBeGreaterThan(0);
    expect(actualQueryCost).toBeLessThan(requestedQueryCost);
    expect(throttleStatus).toEqual({
      maximumAvailable: 100,
      currentlyAvailable: 100 - Number(actualQueryCost),
      restoreRate: 0.001,
    });
  });

  it('is the full estimate where a fetch failed, since the executed work is unknown', async () => {
    gateway.subgraphs.commerce.fault = (response) => response.destroy();

    const { requestedQueryCost, actualQueryCost } = costIn(await ask(list));

    expect(actualQueryCost).toBe(requestedQueryCost);
  });

  it('is the minimum where values are rejected before execution', async () => {
    const reply = await ask('{ product(id: "\\u0000") { title } }');

    expect([reply.status, costIn(reply).actualQueryCost]).toEqual([400, 1]);
  });

  it.each<[string, () => ReturnType<typeof send>]>([
    ['does not parse', () => ask('{')],
    ['does not match the schema', () => ask('{ prize }')],
    ['is not JSON', () => send('{')],
    ['has no query', () => send('{}')],
    ['has an unknown hash', () => send('', {}, 'GET', unknownHash)],
    ['would run a mutation by GET', () => send('', {}, 'GET', mutationByGet)],
    ['does not name one of several operations', () => ask('query A { __typename } query B { __typename }')],
  ])('is in each response to a request that %s', async (_what, attempt) => {
    const first = costIn(await attempt());
    const second = costIn(await attempt());

    expect(first).toMatchObject({ requestedQueryCost: 1, throttleStatus: { currentlyAvailable: 99 } });
    expect(second).toMatchObject({ requestedQueryCost: 1, throttleStatus: { currentlyAvailable: 98 } });
  });

  it('grows with the size of a request, regardless of its operation', async () => {
    const body = JSON.stringify({ query: '{ __typename }', variables: { unused: ' '.repeat(40_960) } });

    const replies = [await send(body), await send(body)];

    expect(replies.map((reply) => [reply.status, costIn(reply).actualQueryCost])).toEqual([
      [200, 11],
      [200, 11],
    ]);
  });
});

describe('A viewer without points', () => {
  it('is rejected with 429 before execution, with the time to wait', async () => {
    const { reply } = await until(429, 100, () => ask(list));
    const before = calls();
    const again = await ask(list, { accept: 'application/json' });

    const { message, extensions } = again.body.errors?.[0] ?? {};
    const { requestedQueryCost = 0, actualQueryCost, throttleStatus } = costIn(again);
    expect([again.status, again.headers.get('content-type'), again.body.data]).toEqual([
      429,
      'application/graphql-response+json; charset=utf-8',
      undefined,
    ]);
    expect(message).toBe(
      `The operation costs ${requestedQueryCost} points; ${throttleStatus.currentlyAvailable} are available now.`,
    );
    const missing = requestedQueryCost - throttleStatus.currentlyAvailable;
    expect(extensions).toEqual({ code: 'THROTTLED', retryAfterMs: expect.any(Number) });
    expect(Number(extensions?.retryAfterMs)).toBeGreaterThan((missing - 1) * 1_000_000);
    expect(Number(extensions?.retryAfterMs)).toBeLessThanOrEqual(missing * 1_000_000);
    expect(again.headers.get('retry-after')).toBe(String(Math.ceil(Number(extensions?.retryAfterMs) / 1_000)));
    expect(actualQueryCost).toBeNull();
    expect(calls()).toBe(before);
    expect(reply.status).toBe(429);
  });

  it.each<[string, string]>([
    ['do not parse as GraphQL', JSON.stringify({ query: '{'.repeat(15 * 64) })],
    ['do not match the schema', JSON.stringify({ query: `{ ${'prize '.repeat(15 * 10)} }` })],
    ['do not parse as JSON', '{'.repeat(60_000)],
    ['are larger than any operation', ' '.repeat(60_000)],
  ])('gets 429 for bodies that %s', async (_what, body) => {
    const { count, reply } = await until(429, 20, () => send(body));

    expect(count).toBe(Math.floor(100 / 15) + 1);
    expect(reply.body.errors?.[0]?.extensions.code).toBe('THROTTLED');
    expect(costIn(reply).requestedQueryCost).toBe(15);
  });

  it('is identified by its address: others are unaffected, and a /64 is one address', async () => {
    address = '2001:db8:0:1::1';
    await until(429, 100, () => ask(list));

    const statuses = [];
    for (const other of ['2001:db8:0:1:ffff::9', '2001:db8:0:2::1', '::ffff:198.51.100.7']) {
      address = other;
      statuses.push((await ask(list)).status);
    }
    address = '198.51.100.7';
    const mapped = costIn(await ask(cheap)).throttleStatus.currentlyAvailable;

    expect(statuses).toEqual([429, 200, 200]);
    expect(mapped).toBeLessThan(97);
  });

  it('is identified by its partner key, from any address', async () => {
    const grant = { keyId: 'k-quota', partnerId: 'p-1', mode: 'TEST', scopes: [], allowedOrigins: [] };
    gateway.subgraphs.identity.fault = (response) => response.end(JSON.stringify({ data: { partnerKeyGrant: grant } }));
    const headers = { authorization: 'Bearer axk_test_quota' };

    await until(429, 100, () => ask(list, headers));
    address = '198.51.100.8';
    const elsewhere = await ask(list, headers);

    expect([elsewhere.status, costIn(elsewhere).throttleStatus.maximumAvailable]).toEqual([429, 40]);
  });
});

describe('The quota of a viewer', () => {
  it('is forwarded to identity only', async () => {
    const reply = await ask('mutation { signIn }');
    await ask(cheap);

    expect(forwardedTo(gateway.subgraphs.identity).quota).toEqual({
      ceiling: 60,
      maximumAvailable: 100,
      currentlyAvailable: 100 - costIn(reply).requestedQueryCost,
      restoreRate: 0.001,
    });
    expect(forwardedTo(gateway.subgraphs.commerce)).not.toHaveProperty('quota');
  });

  it('is not forwarded for AXIOM’s own services', async () => {
    await ask('mutation { signIn }', { 'x-axiom-service': 'service' });

    expect(forwardedTo(gateway.subgraphs.identity)).not.toHaveProperty('quota');
  });
});

describe('An operation above the ceiling', () => {
  it('is rejected permanently, and costs the minimum', async () => {
    const query = `{ ${Array.from({ length: 8 }, (_, index) => `a${index}: products { id }`).join(' ')} }`;

    const reply = await ask(query);

    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_EXPENSIVE']);
    expect(costIn(reply).requestedQueryCost).toBeGreaterThan(60);
    expect(costIn(reply)).toMatchObject({ actualQueryCost: null, throttleStatus: { currentlyAvailable: 97 } });
  });

  it('costs its document the first time, and the minimum from then on', async () => {
    const query = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: products { id }`).join(' ')} }`;

    const left = [];
    for (let count = 0; count < 3; count += 1) left.push(costIn(await ask(query)).throttleStatus.currentlyAvailable);

    const first = Math.ceil(query.length / 64);
    expect(left).toEqual([100 - first, 99 - first, 98 - first]);
  });
});

describe('A persisted query that is no longer cached as parsed', () => {
  it('costs its document, although only its hash is sent', async () => {
    // Each is a third of the cache of parsed documents.
    const [first, ...others] = ['a', 'b', 'c'].map((name) => `query ${name} { products { title } }`.padEnd(100_000));
    const persistedQuery = { version: 1, sha256Hash: hash('sha256', first ?? '') };
    const service = { 'x-axiom-service': 'service' };
    await send(JSON.stringify({ query: first, extensions: { persistedQuery } }), service);
    const byHash = () => send(JSON.stringify({ extensions: { persistedQuery } }), { 'x-axiom-cost': 'only' });
    const known = costIn(await byHash());
    for (const query of others) await send(JSON.stringify({ query }), service);

    const { status, body } = await byHash();

    expect(known.throttleStatus.currentlyAvailable).toBe(99);
    // It costs 256 points, and this bucket has 100.
    expect([status, body.errors?.[0]?.extensions.cost]).toEqual([400, 256]);
  });
});

describe('A dry run', () => {
  const only = { 'x-axiom-cost': 'only' };

  it.each([
    ['a query', list],
    ['a mutation', 'mutation { rename(id: "p1", title: "N") { title } }'],
  ])('does not execute %s, and costs one point', async (_what, query) => {
    const reply = await ask(query, only);

    expect([reply.status, reply.body.data, reply.body.errors]).toEqual([200, null, undefined]);
    expect(costIn(reply)).toMatchObject({ actualQueryCost: null, throttleStatus: { currentlyAvailable: 99 } });
    expect(calls()).toBe(0);
    expect(costIn(await ask(query)).requestedQueryCost).toBe(costIn(reply).requestedQueryCost);
  });

  it('reports a cost above the ceiling, too', async () => {
    const query = `{ ${Array.from({ length: 8 }, (_, index) => `b${index}: products { id }`).join(' ')} }`;

    const reply = await ask(query, only);

    expect([reply.status, costIn(reply).requestedQueryCost > 60]).toEqual([200, true]);
  });

  it.each(['', 'yes', 'Only', 'only, only'])('is malformed with the value %j', async (value) => {
    const reply = await ask(cheap, { 'x-axiom-cost': value });

    expect([reply.status, reply.body.errors]).toEqual([
      400,
      [
        {
          message: 'The header x-axiom-cost must be `only`, or absent.',
          extensions: { code: 'BAD_USER_INPUT', argument: 'x-axiom-cost' },
        },
      ],
    ]);
  });
});

describe('One of AXIOM’s own services', () => {
  it('has no bucket', async () => {
    const reply = await ask(list, { 'x-axiom-service': 'service' });

    expect(costIn(reply)).toMatchObject({ actualQueryCost: expect.any(Number), throttleStatus: null });
  });
});

describe('Invalid credentials', () => {
  const withKey = (key: string) => ask(cheap, { authorization: `Bearer ${key}` });
  const noGrant = { data: { partnerKeyGrant: null } };
  const grant = { keyId: 'k', partnerId: 'p-1', mode: 'TEST', scopes: [], allowedOrigins: [] };

  it('are rejected with 429 beyond the limit, before identity is queried', async () => {
    gateway.subgraphs.identity.fault = (response) => response.end(JSON.stringify(noGrant));

    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await withKey(`axk_test_guess${index}`)).status),
    );

    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    expect(gateway.subgraphs.identity.calls).toHaveLength(5);
  });

  it.each([
    ['a missing token', 'Bearer'],
    ['a malformed token', 'Bearer x'],
    ['another scheme', 'Basic eDp5'],
  ])('are counted for %s', async (_what, authorization) => {
    const { count, reply } = await until(429, 10, () => ask(cheap, { authorization }));

    expect(count).toBe(6);
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: 'THROTTLED', retryAfterMs: expect.any(Number) });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('do not lock out a valid key from the same address', async () => {
    gateway.subgraphs.identity.fault = (response) => {
      const known = gateway.subgraphs.identity.calls.at(-1)?.variables.hash === goodHash;
      response.end(JSON.stringify(known ? { data: { partnerKeyGrant: grant } } : noGrant));
    };
    const first = await withKey('axk_test_good');
    await until(429, 10, () => withKey(`axk_test_bad${Math.random()}`));

    expect([first.status, (await withKey('axk_test_good')).status, (await withKey('axk_test_bad')).status]).toEqual([
      200, 200, 429,
    ]);
    expect(forwardedTo(gateway.subgraphs.commerce).viewer.kind).toBe('PARTNER');
  });

  it('are not counted for valid keys', async () => {
    gateway.subgraphs.identity.fault = (response) => response.end(JSON.stringify({ data: { partnerKeyGrant: grant } }));

    const statuses = [];
    for (let index = 0; index < 8; index += 1) statuses.push((await withKey(`axk_test_many${index}`)).status);

    expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
  });

  it('are not counted while they cannot be checked', async () => {
    gateway.subgraphs.identity.fault = (response) => response.destroy();

    const statuses = [];
    for (let index = 0; index < 8; index += 1) statuses.push((await withKey(`axk_test_away${index}`)).status);

    expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
  });
});

const unknownHash = `?extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } }))}`;
const mutationByGet = `?query=${encodeURIComponent('mutation { signIn }')}`;
const goodHash = hash('sha256', 'axk_test_good', 'hex');
