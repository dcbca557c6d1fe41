import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { testKey } from './request-token.fixture.ts';
import { createRequestSigner, createRequestVerifier, type ForwardedContext } from './request-token.ts';

const request = { method: 'POST', path: '/graphql', body: '{"query":"{ viewer { id } }"}' };
const forwarded: ForwardedContext = {
  requestId: 'r-1',
  viewer: { kind: 'ELITE', id: 'cus_1', scopes: ['account'], session: 's-1', authTime: 1_760_000_000 },
  market: { country: 'FR' },
  client: { address: '203.0.113.7' },
  budget: 1_000,
};
const seal = createRequestSigner(testKey, 'commerce');
const open = () => createRequestVerifier(testKey, 'commerce');
const refused = 'The request is not sealed by the gateway.';

describe('A seal', () => {
  it('tells the subgraph who asks, for the request it was made for', () => {
    expect(open()(seal(request, forwarded), request)).toMatchObject(forwarded);
  });

  it('covers a body of bytes as it does the same text', () => {
    expect(open()(seal(request, forwarded), { ...request, body: Buffer.from(request.body) })).toMatchObject(forwarded);
  });

  it.each([
    ['is missing', () => undefined],
    ['is none', () => 'x.y.z'],
    ['was made under another key', () => createRequestSigner('b2'.repeat(32), 'commerce')(request, forwarded)],
    ['was made for another subgraph', () => createRequestSigner(testKey, 'identity')(request, forwarded)],
    [
      'was made for another body',
      () => seal({ ...request, body: '{"query":"{ partners { totalCount } }"}' }, forwarded),
    ],
    ['was made for another path', () => seal({ ...request, path: '/other' }, forwarded)],
    ['was made for another method', () => seal({ ...request, method: 'GET' }, forwarded)],
    [
      'names another viewer than was sealed',
      () => forge((claims) => Object.assign(claims, { viewer: { id: 'cus_2' } })),
    ],
    ['claims no algorithm', () => forge(() => {}, { alg: 'none', typ: 'axiom-seal+jwt' }, '')],
    ['is of another type', () => resign({}, { alg: 'HS256', typ: 'JWT' })],
    ['has expired', () => resign({ iat: now() - 40, exp: now() - 10 })],
    ['is dated ahead', () => resign({ iat: now() + 7, exp: now() + 30 })],
    ['is not yet good', () => resign({ nbf: now() + 60 })],
    ['was made before this process started', () => resign({ iat: now() - 2, exp: now() + 20 })],
    ['would hold too long', () => resign({ exp: now() + 3_600 })],
    ['has no expiry', () => resign({ exp: undefined })],
    ['has no id', () => resign({ jti: undefined })],
  ])('is refused when it %s, without a word why', (_name, make) => {
    expect(() => open()(make(), request)).toThrow(refused);
  });

  it('may be dated as much ahead as clocks differ', () => {
    expect(open()(resign({ iat: now() + 4, exp: now() + 30 }), request)).toMatchObject(forwarded);
  });

  it('is good for one request', () => {
    const verifyRequest = open();
    const used = seal(request, forwarded);

    verifyRequest(used, request);

    expect(() => verifyRequest(used, request)).toThrow(refused);
  });
});

const now = () => Math.floor(Date.now() / 1000);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** A seal whose claims were changed while its signature was not. */
function forge(change: (claims: object) => void, header?: object, signature?: string): string {
  const [head, body, signed] = seal(request, forwarded).split('.');
  const claims = read(body);
  change(claims);
  return [header ? encode(header) : head, encode(claims), signature ?? signed].join('.');
}

/** A seal with other claims, signed under the right key. */
function resign(change: object, header: object = { alg: 'HS256', typ: 'axiom-seal+jwt' }): string {
  const [, body] = seal(request, forwarded).split('.');
  const text = `${encode(header)}.${encode({ ...read(body), ...change })}`;
  return `${text}.${createHmac('sha256', Buffer.from(testKey, 'hex')).update(text).digest('base64url')}`;
}
