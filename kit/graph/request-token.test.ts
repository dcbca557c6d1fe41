import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { testKey } from './request-token.fixture.ts';
import { createRequestSigner, createRequestVerifier, encodeContext, type ForwardedContext } from './request-token.ts';
import type { SignedIn } from './viewer.ts';

const request = { method: 'POST', path: '/graphql', body: '{"query":"{ viewer { id } }"}' };
const forwarded: ForwardedContext = {
  requestId: 'r.1',
  viewer: { kind: 'ELITE', id: 'cus_1', scopes: ['account'], session: 's-1', authTime: 1_760_000_000 },
  market: { country: 'FR' },
  client: { address: '203.0.113.7', userAgent: 'Häuser/1.0' },
  token: 'elite',
};
const sign = (change: Partial<typeof request> = {}, key = testKey, subgraph = 'commerce') =>
  createRequestSigner(key, subgraph)({ ...request, ...change }, encodeContext(forwarded), 1_000);
const verifier = () => createRequestVerifier(testKey, 'commerce');
const refused = 'The request has no valid request token of the gateway.';

afterEach(() => {
  jest.useRealTimers();
});

describe('A request token', () => {
  it('forwards the context to the subgraph, for the request it was signed for', () => {
    expect(verifier()(sign(), request)).toEqual({ ...forwarded, budget: 1_000 });
  });

  it('is the same for a body of bytes and the same text', () => {
    const body = '{"query":"{ a(name: \\"Élan\\") }"}';

    expect(verifier()(sign({ body }), { ...request, body: Buffer.from(body) })).toMatchObject(forwarded);
  });

  it.each([
    ['is missing', () => undefined],
    ['is empty', () => ''],
    ['is malformed', () => 'x.y.z'],
    ['is a JWT, as of earlier releases', () => 'eyJhbGciOiJIUzI1NiJ9.e30.c2VhbA'],
    ['was signed with another key', () => sign({}, 'b2'.repeat(32))],
    ['was issued for another subgraph', () => sign({}, testKey, 'identity')],
    ['was issued for another body', () => sign({ body: '{"query":"{ partners { totalCount } }"}' })],
    ['was issued for another path', () => sign({ path: '/other' })],
    ['was issued for another method', () => sign({ method: 'GET' })],
    ['names another viewer than was signed', () => altered({ client: contextOf({ viewer: { kind: 'CURATOR' } })[0] })],
    ['names another request than was signed', () => altered({ own: contextOf({ requestId: 'r.2' })[1] })],
    ['has a longer budget than was signed', () => altered({ budget: '9000' })],
    ['has another number than was signed', () => altered({ number: '7' })],
    ['has no MAC', () => altered({ mac: '' })],
    ['has the beginning of its MAC only', () => altered({ mac: sign().slice(-43, -1) })],
    ['is of another version', () => resigned({ form: 'v2' })],
    ['has another part', () => resigned({ number: '1.1' })],
    ['has expired', () => resigned({ issued: String(Date.now() - 35_001) })],
    ['is dated ahead', () => resigned({ issued: String(Date.now() + 7_000) })],
    ['was issued before this process started', () => resigned({ issued: String(Date.now() - 2_000) })],
    ['has no date', () => resigned({ issued: '' })],
    ['has a date that is not a number', () => resigned({ issued: 'x' })],
  ])('is refused without a reason when it %s', (_name, make) => {
    expect(() => verifier()(make(), request)).toThrow(refused);
  });

  it('may be dated ahead by the tolerated clock difference', () => {
    expect(verifier()(resigned({ issued: String(Date.now() + 4_000) }), request)).toMatchObject(forwarded);
  });

  it('is valid for 30 seconds and the tolerated clock difference', () => {
    jest.useFakeTimers({ now: 1_760_000_000_000 });
    const verify = verifier();
    const [early, late] = [sign(), sign()];

    jest.setSystemTime(1_760_000_035_000);
    expect(verify(early, request)).toMatchObject(forwarded);
    jest.setSystemTime(1_760_000_035_001);
    expect(() => verify(late, request)).toThrow(refused);
  });

  it('is valid for one request only, for as long as it is valid', () => {
    jest.useFakeTimers({ now: 1_760_000_000_000 });
    const verify = verifier();
    const signRequest = createRequestSigner(testKey, 'commerce');
    const context = encodeContext(forwarded);
    const used = signRequest(request, context);

    verify(used, request);
    expect(() => verify(used, request)).toThrow(refused);
    for (let now = 1_760_000_000_000; now <= 1_760_000_035_000; now += 5_000) {
      jest.setSystemTime(now);
      verify(signRequest(request, context), request);
      expect(() => verify(used, request)).toThrow(refused);
    }
  });

  it('has a number of its own, as does another signer', () => {
    const verify = verifier();
    const [one, other] = [createRequestSigner(testKey, 'commerce'), createRequestSigner(testKey, 'commerce')];
    const context = encodeContext(forwarded);

    for (const token of [one(request, context), other(request, context), one(request, context)])
      expect(verify(token, request)).toMatchObject(forwarded);
  });
});

describe('A verified context', () => {
  it('is shared by the requests of a client as far as it is the same, and cannot be changed', () => {
    const verify = verifier();
    const signRequest = createRequestSigner(testKey, 'commerce');
    const received = (requestId: string) =>
      verify(signRequest(request, encodeContext({ ...forwarded, requestId })), request);
    const [one, other] = [received('r-1'), received('r-2')];

    expect([one.requestId, other.requestId]).toEqual(['r-1', 'r-2']);
    expect(other.viewer).toBe(one.viewer);
    expect(() => Object.assign(one.viewer, { kind: 'CURATOR' })).toThrow(TypeError);
    expect(() => (one.viewer as SignedIn).scopes.push('catalogue:write')).toThrow(TypeError);
  });
});

/** The two encoded parts of a context. */
const contextOf = (change: object) => encodeContext({ ...forwarded, ...change }).split('.');

/** The parts of a token by name. */
interface Parts {
  form: string;
  client: string;
  own: string;
  issued: string;
  budget: string;
  signer: string;
  number: string;
  mac: string;
}

/** A token whose parts were changed but not its MAC. */
function altered(change: Partial<Parts>): string {
  const [form, client, own, issued, budget, signer, number, mac] = sign().split('.');
  return Object.values({ form, client, own, issued, budget, signer, number, mac, ...change }).join('.');
}

/** A token with other parts, under a MAC of the right key. */
function resigned(change: Partial<Parts>): string {
  const token = altered(change);
  const claims = token.slice(0, token.lastIndexOf('.'));
  const mac = createHmac('sha256', Buffer.from(testKey, 'hex'))
    .update(`commerce\nPOST /graphql\n${claims}\n${request.body}`)
    .digest('base64url');
  return `${claims}.${mac}`;
}
