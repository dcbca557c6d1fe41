import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeSubgraph, forwardedTo, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ TRUSTED_PROXIES: '1' });
});
afterAll(() => gateway.close());
afterEach(() => gateway.reset());

const title = '{ product(id: "p1") { title } }';
const respondWith = (subgraph: FakeSubgraph, body: object) => {
  subgraph.fault = (response) => response.end(JSON.stringify(body));
};

describe('A partner’s request', () => {
  const allowedOrigins = ['https://shop.example'];
  const grant = { keyId: 'k-1', partnerId: 'p-1', mode: 'TEST', scopes: ['carbon:read'], allowedOrigins };
  const ask = (key: string, origin?: string) =>
    gateway.execute(title, { headers: { authorization: `Bearer ${key}`, ...(origin && { origin }) } });

  it('is authenticated by identity, which receives only the digest of the key', async () => {
    respondWith(gateway.subgraphs.identity, { data: { partnerKeyGrant: grant } });

    const { status } = await ask('axk_test_1');

    expect(status).toBe(200);
    expect(forwardedTo(gateway.subgraphs.commerce).viewer).toEqual({
      kind: 'PARTNER',
      id: 'p-1',
      scopes: ['carbon:read'],
      session: 'k-1',
    });
    expect(gateway.subgraphs.identity.calls.map(({ variables }) => variables)).toEqual([
      { hash: hash('sha256', 'axk_test_1', 'hex') },
    ]);
    expect(forwardedTo(gateway.subgraphs.identity).viewer).toEqual({ kind: 'ANONYMOUS' });
    expect(JSON.stringify(Object.values(gateway.subgraphs).map(({ calls }) => calls))).not.toContain('axk_test_1');
  });

  it('is rejected from pages that the key does not allow, and accepted without cookies from those it allows', async () => {
    respondWith(gateway.subgraphs.identity, { data: { partnerKeyGrant: grant, partnerOrigins: allowedOrigins } });

    const replies = [await ask('axk_test_2', 'https://shop.example'), await ask('axk_test_2', 'https://evil.example')];

    expect(
      replies.map(({ status, headers }) => [
        status,
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-credentials'),
      ]),
    ).toEqual([
      [200, 'https://shop.example', null],
      [401, null, null],
    ]);
  });

  it('is rejected at most five seconds after the key was revoked', async () => {
    respondWith(gateway.subgraphs.identity, { data: { partnerKeyGrant: grant } });
    const before = await ask('axk_test_3');
    respondWith(gateway.subgraphs.identity, { data: { partnerKeyGrant: null } });
    const latest = performance.now() + 5_000;
    let after = before;
    while (after.status === 200 && performance.now() < latest) after = await ask('axk_test_3');

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  it('is anonymous while identity is unavailable, and is not rejected', async () => {
    gateway.subgraphs.identity.fault = (response) => response.destroy();

    const { status } = await ask('axk_test_4');

    expect(status).toBe(200);
    expect(forwardedTo(gateway.subgraphs.commerce).viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });
});

describe('A session in the response of a subgraph', () => {
  const cookies = [
    { kind: 'CUSTOMER', token: 'jwt', maxAge: 60 },
    { kind: 'CURATOR', token: null, maxAge: 0 },
  ];

  it('becomes a cookie if the subgraph is identity, and is never part of the response', async () => {
    respondWith(gateway.subgraphs.identity, { data: { signIn: true }, extensions: { cookies } });

    const { headers, body } = await gateway.execute('mutation { signIn }');

    expect(headers.getSetCookie()).toEqual([
      'axiom_session=jwt; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      'axiom_curator=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect(body).toEqual({
      data: { signIn: true },
      extensions: { context: { country: null, currency: null, language: 'EN' }, cost: expect.any(Object) },
    });
  });

  it('is ignored from any other subgraph', async () => {
    respondWith(gateway.subgraphs.commerce, { data: { product: { title: 'T' } }, extensions: { cookies } });

    const { headers, body } = await gateway.execute(title);

    expect([body.data, headers.getSetCookie()]).toEqual([{ product: { title: 'T' } }, []]);
  });
});

describe('A throttled response', () => {
  it('has Retry-After in whole seconds, the longest of all throttled fields', async () => {
    const throttled = (retryAfterMs: number) => ({ code: 'THROTTLED', retryAfterMs });
    respondWith(gateway.subgraphs.identity, {
      data: { first: null, second: null },
      errors: [
        { message: 'Wait.', path: ['first'], extensions: throttled(300) },
        { message: 'Wait.', path: ['second'], extensions: throttled(1_250) },
      ],
    });

    const { status, headers } = await gateway.execute('mutation { first: signIn second: signIn }');

    expect([status, headers.get('retry-after')]).toEqual([200, '2']);
  });
});

describe('The address of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['', '127.0.0.1'],
  ])('behind one proxy that sends %j is %s', async (forwarded, address) => {
    await gateway.execute(title, { headers: { 'x-forwarded-for': forwarded } });

    expect(forwardedTo(gateway.subgraphs.commerce).client.address).toBe(address);
  });
});
