import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { tokenType } from '#kit/graph/session.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { openTokens, type TokenOptions, type Tokens } from './tokens.ts';

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
  let identity: TestIdentity;
  beforeEach(async () => {
    identity = await startIdentity();
    jest.useFakeTimers({ now: Date.now(), doNotFake: realTimers });
  });
  afterEach(async () => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    await identity.close();
  });
  const claims = { sid: 's1', sub: 'cus_1' };
  const minutes = (count: number) => void jest.advanceTimersByTime(count * 60_000);

  it('is verified once until it expires', async () => {
    const { tokens, sign, countVerified } = identity;
    const token = await sign({ validFor: '9m' });

    const read = [await tokens.read(token), await tokens.read(token)];
    minutes(8);
    read.push(await tokens.read(token));

    expect(read).toEqual([claims, claims, claims]);
    expect(countVerified()).toBe(1);
    minutes(2);
    expect(await tokens.read(token)).toBeUndefined();
    expect(await tokens.read(`${token}x`)).toBeUndefined();
  });

  it('is not verified again when the same keys are read again', async () => {
    const { tokens, sign, countVerified } = identity;
    const [one, other] = [await sign(), await sign()];
    await tokens.read(one);
    minutes(11);

    await tokens.read(other);
    const before = countVerified();

    expect(await tokens.read(one)).toEqual(claims);
    expect([before, countVerified(), identity.reads()]).toEqual([2, 2, 2]);
  });

  it('is invalid when identity no longer has its key', async () => {
    const { tokens, sign } = identity;
    const token = await sign();
    await tokens.read(token);

    await identity.changeKey();
    minutes(1);
    // Until the keys are read again, as for a token that is new.
    const before = [await tokens.read(token), await tokens.read(await sign({ oldKey: true }))];
    await tokens.read(await sign());

    expect(before).toEqual([claims, claims]);
    expect(await tokens.read(token)).toBeUndefined();
  });

  it('is invalid ten minutes after its key was removed, without another token', async () => {
    const { tokens, sign } = identity;
    const token = await sign();
    await tokens.read(token);

    await identity.changeKey();
    minutes(11);

    expect(await tokens.read(token)).toBeUndefined();
  });

  it('is verified once a minute while the keys cannot be read again', async () => {
    const { tokens, sign, countVerified } = identity;
    const token = await sign();
    await tokens.read(token);
    await identity.close();
    minutes(11);

    const read = [await tokens.read(token), await tokens.read(token)];
    minutes(2);
    read.push(await tokens.read(token));

    expect(read).toEqual([claims, claims, claims]);
    expect(countVerified()).toBe(3);
  });

  it('is invalid when the clock returns to a time before it was valid', async () => {
    const { tokens, sign } = identity;
    const token = await sign({ notBefore: '-5m' });
    await tokens.read(token);

    jest.setSystemTime(Date.now() - 3_600_000);

    expect(await tokens.read(token)).toBeUndefined();
  });

  it('is invalid for another issuer or audience', async () => {
    const token = await identity.sign();
    await identity.tokens.read(token);

    expect(await identity.tokensOf({ audience: 'other' }).read(token)).toBeUndefined();
    expect(await identity.tokensOf({ issuer: 'https://other.example' }).read(token)).toBeUndefined();
  });

  it('is remembered only if it is valid', async () => {
    const { tokens, sign, countVerified } = identity;
    const [foreign, invalid] = [await sign({ audience: 'other' }), `${await sign()}x`];

    for (const token of [foreign, foreign, invalid, invalid]) expect(await tokens.read(token)).toBeUndefined();

    expect(countVerified()).toBe(4);
  });
});

interface TestIdentity {
  tokens: Tokens;
  tokensOf(options: Partial<TokenOptions>): Tokens;
  sign(options?: { validFor?: string; notBefore?: string; audience?: string; oldKey?: boolean }): Promise<string>;
  /** Replaces the only key. */
  changeKey(): Promise<void>;
  /** The number of verified signatures. */
  countVerified(): number;
  /** The number of requests for the keys. */
  reads(): number;
  close(): Promise<void>;
}

/** Starts a server of public keys, and the tokens of a gateway that reads them. */
async function startIdentity(): Promise<TestIdentity> {
  const [issuer, audience] = ['https://graph.axiom.example', 'axiom-graph'];
  const pairs: { kid: string; pair: Awaited<ReturnType<typeof generateKeyPair>> }[] = [];
  let published: object[] = [];
  let reads = 0;
  let signed = 0;
  const changeKey = async () => {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    const kid = `k${pairs.length}`;
    pairs.push({ kid, pair });
    published = [{ ...(await exportJWK(pair.publicKey)), kid, alg: 'EdDSA' }];
  };
  await changeKey();
  const server = await listen(
    (_, response) => {
      reads += 1;
      sendJson(response, 200, { keys: published });
    },
    0,
    '127.0.0.1',
  );
  const tokensOf = (options: Partial<TokenOptions>) =>
    openTokens({ keysUrl: server.url, issuer, audience, log: createLog('gateway', 'silent'), ...options });
  const verify = jest.spyOn(crypto.subtle, 'verify');
  return {
    tokens: tokensOf({}),
    tokensOf,
    sign: ({ validFor = '1h', notBefore = '-1m', audience: to = audience, oldKey = false } = {}) => {
      const { kid, pair } = pairs.at(oldKey ? -2 : -1) as (typeof pairs)[number];
      signed += 1;
      return new SignJWT({ sid: 's1', jti: String(signed) })
        .setProtectedHeader({ alg: 'EdDSA', typ: tokenType, kid })
        .setSubject('cus_1')
        .setIssuer(issuer)
        .setAudience(to)
        .setIssuedAt()
        .setNotBefore(notBefore)
        .setExpirationTime(validFor)
        .sign(pair.privateKey);
    },
    changeKey,
    countVerified: () => verify.mock.calls.length,
    reads: () => reads,
    close: () => server.close(0),
  };
}
