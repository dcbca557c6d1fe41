import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listen, sendJson } from '#kit/http.ts';
import { createLog } from '#kit/log.ts';
import { tokenType } from '#kit/session.ts';
import { openTokens } from './tokens.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = 'A'.repeat(86);

describe('While the keys of tokens cannot be had', () => {
  const tokens = openTokens({
    keysUrl: 'http://127.0.0.1:1/.well-known/jwks.json',
    issuer: 'https://graph.axiom.example',
    audience: 'axiom-graph',
    log: createLog('gateway', 'silent'),
  });

  it('no token can be told true or false', async () => {
    const token = `${part({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k' })}.${part({ sub: 'cus_1' })}.${signature}`;

    await expect(tokens.read(token)).rejects.toThrow();
  });

  it.each([
    ['no token at all', 'x.y.z'],
    ['unsigned', `${part({ alg: 'none', typ: 'at+jwt' })}.${part({})}.`],
    ['signed by another algorithm', `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part({})}.${signature}`],
  ])('what is %s is refused all the same', async (_what, token) => {
    expect(await tokens.read(token)).toBeUndefined();
  });
});

describe('Keys that were read before an outage', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('still verify the tokens that they signed, and tell nothing of tokens of newer keys', async () => {
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
    // Past the ten minutes for which keys are believed.
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);

    expect([before, await tokens.read(await token(known.privateKey, 'known'))]).toEqual([claims, claims]);
    expect(await tokens.read(await token(newer.privateKey, 'known'))).toBeUndefined();
    await expect(tokens.read(await token(newer.privateKey, 'newer'))).rejects.toThrow();
  });
});
