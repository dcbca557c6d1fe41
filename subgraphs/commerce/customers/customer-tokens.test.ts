import { describe, expect, it } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { cacheCustomerTokens } from './customer-tokens.ts';

const viewer = (session: string) => ({ kind: 'ELITE' as const, id: 'cus_ada', scopes: [], session });

/** Exchanges a session token for `<session token>, <number of exchanges before>`, valid for `seconds`. */
function counting(seconds: number) {
  const given: string[] = [];
  const tokens = cacheCustomerTokens(async (token) => {
    given.push(token);
    return new UnsecuredJWT({ of: token, nth: given.length }).setExpirationTime(`${seconds}s`).encode();
  });
  return { given, tokens };
}

describe('Medusa’s token for a customer', () => {
  it('is requested once for each session, also by two requests at the same time', async () => {
    const { given, tokens } = counting(900);
    const ask = (session: string) => tokens({ viewer: viewer(session), token: `token of ${session}` });

    const [one, same, other] = await Promise.all([ask('s1'), ask('s1'), ask('s2')]);
    const later = await ask('s1');

    expect(given).toEqual(['token of s1', 'token of s2']);
    expect([same, later]).toEqual([one, one]);
    expect(other).not.toBe(one);
  });

  it('is requested again shortly before it expires', async () => {
    const { given, tokens } = counting(29);
    const ask = () => tokens({ viewer: viewer('s1'), token: 'token' });

    const first = await ask();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await ask();

    expect(given).toEqual(['token', 'token']);
    expect(second).not.toBe(first);
  });

  it('is requested again after a failure', async () => {
    let calls = 0;
    const tokens = cacheCustomerTokens(async () => {
      calls += 1;
      throw new Error(`refused ${calls}`);
    });
    const ask = () => tokens({ viewer: viewer('s1'), token: 'token' });

    await expect(ask()).rejects.toThrow('refused 1');
    await expect(ask()).rejects.toThrow('refused 2');
  });

  it('cannot be requested without a session token', async () => {
    const { given, tokens } = counting(900);

    await expect(tokens({ viewer: viewer('s1') })).rejects.toThrow('no session token');
    await expect(tokens({ viewer: { kind: 'ANONYMOUS' }, token: 'token' })).rejects.toThrow('no session token');
    expect(given).toEqual([]);
  });
});
