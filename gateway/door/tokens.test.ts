import { describe, expect, it } from '@jest/globals';
import { openTokens } from './tokens.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = 'A'.repeat(86);

describe('While the keys of tokens cannot be had', () => {
  const tokens = openTokens({
    keysUrl: 'http://127.0.0.1:1/.well-known/jwks.json',
    issuer: 'https://graph.axiom.example',
    audience: 'axiom-graph',
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
