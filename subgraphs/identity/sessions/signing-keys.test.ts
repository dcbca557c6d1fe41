import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { serve } from '#kit/graph/server/serve.ts';
import { freePorts } from '#kit/process/port.ts';
import { register, viewerOf } from '#tests/support/passkeys/ceremonies.ts';
import { startIdentity, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { openIdentityDatabase } from '../database.ts';
import { identity as subgraph } from '../index.ts';
import { createSigningKeyStore } from './signing-keys.ts';
import { makeKey } from './tokens.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity?.close());

/** The token of a new customer, and the id of their session. */
async function newToken(): Promise<{ token: string; session: string }> {
  const { data } = await register(identity);
  const { token, session } = data.passkeyRegistrationFinish.grant;
  return { token, session: session.id };
}

/** Verifies a token as third parties do, with freshly fetched keys. */
const read = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(identity.keysUrl)), {
    algorithms: ['EdDSA'],
    typ: 'at+jwt',
    issuer: 'http://localhost:4000',
    audience: 'axiom-graph',
  });
const kidOf = (token: string) => decodeProtectedHeader(token).kid as string;

async function publishedKeys(): Promise<string[]> {
  const { keys } = (await (await fetch(identity.keysUrl)).json()) as JSONWebKeySet;
  return keys.map(({ kid }) => kid as string);
}

/** Rotates as `npm run keys -- rotate` does. */
async function rotate(): Promise<void> {
  const store = openIdentityDatabase(identity.databaseUrl);
  const secret = Buffer.from(identity.env.IDENTITY_KEY_SECRET, 'hex');
  await createSigningKeyStore(store)
    .renew(0, () => makeKey(secret))
    .finally(store.close);
}

/** Makes the keys older. */
async function age(time: string): Promise<void> {
  await identity.sql`
    update signing_key set created_at = created_at - ${time}::interval, retired_at = retired_at - ${time}::interval`;
  await identity.restart();
}

describe('The first key', () => {
  it('is the same for concurrent first requests', async () => {
    const ports = await freePorts(4);
    const others = await Promise.all(
      ports.map((port) => serve(subgraph, { ...identity.env, IDENTITY_PORT: String(port) })),
    );

    const keySets = await Promise.all(
      others.map(async ({ url }) => (await fetch(new URL('/.well-known/jwks.json', url))).json()),
    ).finally(() => Promise.all(others.map(({ close }) => close())));

    expect(keySets).toEqual(Array(4).fill({ keys: [expect.objectContaining({ kty: 'OKP', crv: 'Ed25519' })] }));
    expect(new Set(keySets.map((set) => (set as JSONWebKeySet).keys[0]?.kid)).size).toBe(1);
  });

  it('is stored encrypted, and only its public part is published', async () => {
    const rows = await identity.sql`select kid, public_jwk, private_jwe from signing_key`;
    const shown = await (await fetch(identity.keysUrl)).json();

    expect(rows).toHaveLength(1);
    expect(shown).toEqual({ keys: [rows[0]?.public_jwk] });
    expect(rows[0]?.public_jwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.stringMatching(/^[\w-]{43}$/),
      kid: rows[0]?.kid,
      alg: 'EdDSA',
      use: 'sig',
    });
    expect(decodeProtectedHeader(rows[0]?.private_jwe)).toEqual({ alg: 'dir', enc: 'A256GCM', kid: rows[0]?.kid });
  });
});

describe('An Elite Session’s token', () => {
  it('contains the customer, audience, expiry and authentication methods', async () => {
    const { token, session } = await newToken();
    const { payload, protectedHeader } = await read(token);
    const { id, account, authTime } = await viewerOf(identity, session);

    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: (await publishedKeys())[0] });
    expect(payload).toEqual({
      iss: 'http://localhost:4000',
      aud: 'axiom-graph',
      sub: id,
      sid: session,
      iat: authTime,
      exp: (authTime as number) + 30 * 86_400,
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      auth_time: authTime,
      amr: ['passkey', 'mfa', 'pop', 'user'],
      account,
    });
  });
});

describe('A new key', () => {
  it('is published before it signs, and tokens of the old key stay valid', async () => {
    const { token: before } = await newToken();

    await rotate();
    await identity.restart();
    const [added, former] = await publishedKeys();
    const { token: early } = await newToken();
    await age('6 minutes');
    const { token: late } = await newToken();

    expect([kidOf(before), kidOf(early), kidOf(late)]).toEqual([former, former, added]);
    for (const token of [before, early, late]) expect((await read(token)).protectedHeader.kid).toBe(kidOf(token));
  });

  it('replaces the newest key automatically when that is too old', async () => {
    const before = await publishedKeys();
    await age('91 days');
    await identity.sql`update signing_key set retired_at = now() where retired_at is not null`;
    await identity.restart();

    const after = await publishedKeys();
    const { token } = await newToken();

    expect(after.slice(1)).toEqual(before);
    expect(kidOf(token)).toBe(before[0]);
    expect((await identity.sql`select from audit_event where action = 'signing_key.added'`).length).toBe(3);
  });

  it('removes the private parts of retired keys after an hour, and the keys after a month', async () => {
    const whichSign = async () =>
      (await identity.sql`select private_jwe from signing_key order by created_at desc`).map(
        (row) => !!row.private_jwe,
      );
    const before = await whichSign();
    await age('2 hours');
    await rotate();
    const hoursLater = await whichSign();
    await age('32 days');
    const shown = await publishedKeys();
    await rotate();

    expect(before).toEqual([true, true, true]);
    expect(hoursLater).toEqual([true, true, false, false]);
    expect(shown).toHaveLength(1);
    expect(await whichSign()).toEqual([true, true]);
  });
});
