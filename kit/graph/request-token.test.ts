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
const sign = createRequestSigner(testKey, 'commerce');
const verifier = () => createRequestVerifier(testKey, 'commerce');
const refused = 'The request has no valid request token of the gateway.';

describe('A request token', () => {
  it('forwards the viewer to the subgraph, for the request it was signed for', () => {
    expect(verifier()(sign(request, forwarded), request)).toMatchObject(forwarded);
  });

  it('has the same digest for a body of bytes and the same text', () => {
    expect(verifier()(sign(request, forwarded), { ...request, body: Buffer.from(request.body) })).toMatchObject(
      forwarded,
    );
  });

  it.each([
    ['is missing', () => undefined],
    ['is malformed', () => 'x.y.z'],
    ['was signed with another key', () => createRequestSigner('b2'.repeat(32), 'commerce')(request, forwarded)],
    ['was issued for another subgraph', () => createRequestSigner(testKey, 'identity')(request, forwarded)],
    [
      'was issued for another body',
      () => sign({ ...request, body: '{"query":"{ partners { totalCount } }"}' }, forwarded),
    ],
    ['was issued for another path', () => sign({ ...request, path: '/other' }, forwarded)],
    ['was issued for another method', () => sign({ ...request, method: 'GET' }, forwarded)],
    [
      'names another viewer than was signed',
      () => forge((claims) => Object.assign(claims, { viewer: { id: 'cus_2' } })),
    ],
    ['claims no algorithm', () => forge(() => {}, { alg: 'none', typ: 'axiom-seal+jwt' }, '')],
    ['is of another type', () => resign({}, { alg: 'HS256', typ: 'JWT' })],
    ['has expired', () => resign({ iat: now() - 40, exp: now() - 10 })],
    ['is dated ahead', () => resign({ iat: now() + 7, exp: now() + 30 })],
    ['is not valid yet', () => resign({ nbf: now() + 60 })],
    ['was issued before this process started', () => resign({ iat: now() - 2, exp: now() + 20 })],
    ['is valid for too long', () => resign({ exp: now() + 3_600 })],
    ['has no expiry', () => resign({ exp: undefined })],
    ['has no id', () => resign({ jti: undefined })],
  ])('is refused without a reason when it %s', (_name, make) => {
    expect(() => verifier()(make(), request)).toThrow(refused);
  });

  it('may be dated ahead by the tolerated clock difference', () => {
    expect(verifier()(resign({ iat: now() + 4, exp: now() + 30 }), request)).toMatchObject(forwarded);
  });

  it('is valid for one request only', () => {
    const verifyRequest = verifier();
    const used = sign(request, forwarded);

    verifyRequest(used, request);

    expect(() => verifyRequest(used, request)).toThrow(refused);
  });
});

const now = () => Math.floor(Date.now() / 1000);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** A token whose claims were changed but not its signature. */
function forge(change: (claims: object) => void, header?: object, signature?: string): string {
  const [head, body, signed] = sign(request, forwarded).split('.');
  const claims = read(body);
  change(claims);
  return [header ? encode(header) : head, encode(claims), signature ?? signed].join('.');
}

/** A token with other claims, signed with the right key. */
function resign(change: object, header: object = { alg: 'HS256', typ: 'axiom-seal+jwt' }): string {
  const [, body] = sign(request, forwarded).split('.');
  const text = `${encode(header)}.${encode({ ...read(body), ...change })}`;
  return `${text}.${createHmac('sha256', Buffer.from(testKey, 'hex')).update(text).digest('base64url')}`;
}
