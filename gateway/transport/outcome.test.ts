import { describe, expect, it } from '@jest/globals';
import { errors } from 'undici';
import type { Viewer } from '#kit/graph/viewer.ts';
import { clientKey, outcomeOf } from './outcome.ts';

const timeout = new DOMException('late', 'TimeoutError');
const coded = (code: string) => Object.assign(new Error(code), { code });
const here = new AbortController().signal;
const cost = (total: number) => ({ total, costliest: () => [] });

describe('A fetch that fails', () => {
  it.each([
    ['refused', coded('ECONNREFUSED'), 'unreachable'],
    ['reset', new Error('fetch failed', { cause: coded('ECONNRESET') }), 'unreachable'],
    ['closed', new errors.SocketError('other side closed'), 'unreachable'],
    ['not connected in time', new errors.ConnectTimeoutError('late'), 'unreachable'],
    ['late', timeout, 'failed'],
    ['not JSON', new SyntaxError('Unexpected token'), 'failed'],
    ['too large', new errors.ResponseExceededMaxSizeError('too much'), 'uncounted'],
  ])('because it was %s is %s', (_, error, outcome) => {
    expect(outcomeOf(error, { client: { signal: here }, isHurried: false })).toBe(outcome);
  });

  it.each([
    ['the client has disconnected', timeout, { client: { signal: AbortSignal.abort() }, isHurried: false }],
    ['little time was left for it', timeout, { client: { signal: here }, isHurried: true }],
    ['its operation is expensive', timeout, { client: { signal: here, cost: cost(1_001) }, isHurried: false }],
  ])('does not count because %s', (_, error, circumstances) => {
    expect(outcomeOf(error, circumstances)).toBe('uncounted');
  });

  it('counts if the operation is expensive and its connection fails, or is not expensive', () => {
    const at = (total: number) => ({ client: { signal: here, cost: cost(total) }, isHurried: false });

    expect(outcomeOf(coded('ECONNREFUSED'), at(5_000))).toBe('unreachable');
    expect(outcomeOf(timeout, at(1_000))).toBe('failed');
  });
});

describe('A client', () => {
  const client = { address: '2001:db8:0:1::7' };

  it('is its network, or the partner of its key', () => {
    const partner: Viewer = { kind: 'PARTNER', id: 'partner_1', session: 'key_1', scopes: [] };
    const customer: Viewer = { kind: 'CUSTOMER', id: 'c', session: 's', scopes: [] };

    expect(clientKey({ viewer: partner, client })).toBe('partner_1');
    expect(clientKey({ viewer: customer, client })).toBe(clientKey({ viewer: { kind: 'ANONYMOUS' }, client }));
    expect(clientKey({ viewer: customer, client })).toBe('2001:db8:0:1::/64');
  });
});
