import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { tokenType } from '#kit/graph/session.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { openTokens } from './tokens.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = 'A'.repeat(86);

describe('While the keys of tokens are unavailable', () => {
  const tokens = openTokens({
    keysUrl: 'http://127.0.0.1:1/.well-known/jwks.json',
    issuer: 'https://graph.axiom.example',
    audience: 'axiom-graph',
    log: createLog('gateway', 'silent'),
  });

  it('no token can be verified', async () => {
    const token = `${part({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k' })}.${part({ sub: 'cus_1' })}.${signature}`;

    await expect(tokens.read(token)).rejects.toThrow();
  });

  it.each([
    ['malformed', 'x.y.z'],
    ['unsigned', `${part({ alg: 'none', typ: 'at+jwt' })}.${part({})}.`],
    ['signed by another algorithm', `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part({})}.${signature}`],
  ])('a token that is %s is still rejected', async (_what, token) => {
    expect(await tokens.read(token)).toBeUndefined();
  });
});

describe('Keys that were read before an outage', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('still verify the tokens that they signed, but no tokens of newer keys', async () => {
    const [known, newer] = await Promise.all([1, 2].map(() => generateKeyPair('EdDSA', { extractable: true })));
    if (!known || !newer) throw new Error('No key was made.');
    const jwk = { ...(await exportJWK(known.publicKey)), kid: 'known', alg: 'EdDSA' };
    const identity = await listen((_, response) => sendJson(response, 200, { keys: [jwk] }), 0, '127.0.0.1');
    const [issuer, audience] = ['https://graph.axiom.example', 'axiom-graph'];
    const tokens = openTokens({ keysUrl: identity.url, issuer, audience, log: createLog('gateway', 'silent') });
    const token = (key: CryptoKey, kid: string) =>
      new SignJWT({ sid: 's1' })
        .setProtectedHeader({ alg: 'EdDSA', typ: tokenType, kid })
        .setSubject('cus_1')
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(key);
    const claims = { sid: 's1', sub: 'cus_1' };
    const before = await tokens.read(await token(known.privateKey, 'known'));
    await identity.close(0);
    // Beyond the ten minutes for which keys are cached.
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);

    expect([before, await tokens.read(await token(known.privateKey, 'known'))]).toEqual([claims, claims]);
    expect(await tokens.read(await token(newer.privateKey, 'known'))).toBeUndefined();
    await expect(tokens.read(await token(newer.privateKey, 'newer'))).rejects.toThrow();
  });
});

/** Everything except the clocks. */
const realTimers = [
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const),
  ...(['nextTick', 'queueMicrotask'] as const),
];

describe('A verified token', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('is cached for a minute, but not longer than it is valid', async () => {
    const key = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = { ...(await exportJWK(key.publicKey)), kid: 'known', alg: 'EdDSA' };
    const identity = await listen((_, response) => sendJson(response, 200, { keys: [jwk] }), 0, '127.0.0.1');
    const [issuer, audience] = ['https://graph.axiom.example', 'axiom-graph'];
    const tokens = openTokens({ keysUrl: identity.url, issuer, audience, log: createLog('gateway', 'silent') });
    const token = await new SignJWT({ sid: 's1' })
      .setProtectedHeader({ alg: 'EdDSA', typ: tokenType, kid: 'known' })
      .setSubject('cus_1')
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('30s')
      .sign(key.privateKey);
    const verify = jest.spyOn(crypto.subtle, 'verify');
    jest.useFakeTimers({ now: Date.now(), doNotFake: realTimers });
    const readAfter = async (seconds: number) => {
      jest.advanceTimersByTime(seconds * 1_000);
      return tokens.read(token);
    };

    const claims = [await readAfter(0), await readAfter(20), await readAfter(20)];
    await identity.close(0);

    expect(claims).toEqual([{ sid: 's1', sub: 'cus_1' }, { sid: 's1', sub: 'cus_1' }, undefined]);
    expect(verify).toHaveBeenCalledTimes(2);
    expect(await tokens.read(`${token}x`)).toBeUndefined();
  });
});
