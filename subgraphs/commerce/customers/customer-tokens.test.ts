import { describe, expect, it } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { rememberTokens } from './customer-tokens.ts';

const viewer = (session: string) => ({ kind: 'ELITE' as const, id: 'cus_ada', scopes: [], session });

/** Gives `<session token>, <how many before>` for a token, good for `seconds`. */
function counting(seconds: number) {
  const given: string[] = [];
  const tokens = rememberTokens(async (token) => {
    given.push(token);
    return new UnsecuredJWT({ of: token, nth: given.length }).setExpirationTime(`${seconds}s`).encode();
  });
  return { given, tokens };
}

describe('Medusa’s token for a customer', () => {
  it('is asked for once a session, also by two who ask at once', async () => {
    const { given, tokens } = counting(900);
    const ask = (session: string) => tokens({ viewer: viewer(session), token: `token of ${session}` });

    const [one, same, other] = await Promise.all([ask('s1'), ask('s1'), ask('s2')]);
    const later = await ask('s1');

    expect(given).toEqual(['token of s1', 'token of s2']);
    expect([same, later]).toEqual([one, one]);
    expect(other).not.toBe(one);
  });

  it('is asked for again when it is about to expire', async () => {
    const { given, tokens } = counting(29);
    const ask = () => tokens({ viewer: viewer('s1'), token: 'token' });

    const first = await ask();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await ask();

    expect(given).toEqual(['token', 'token']);
    expect(second).not.toBe(first);
  });

  it('is asked for again when it could not be had', async () => {
    let calls = 0;
    const tokens = rememberTokens(async () => {
      calls += 1;
      throw new Error(`refused ${calls}`);
    });
    const ask = () => tokens({ viewer: viewer('s1'), token: 'token' });

    await expect(ask()).rejects.toThrow('refused 1');
    await expect(ask()).rejects.toThrow('refused 2');
  });

  it('is not to be had without a session’s', async () => {
    const { given, tokens } = counting(900);

    await expect(tokens({ viewer: viewer('s1') })).rejects.toThrow('no token');
    await expect(tokens({ viewer: { kind: 'ANONYMOUS' }, token: 'token' })).rejects.toThrow('no token');
    expect(given).toEqual([]);
  });
});
