import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, execute, gatewayUrl, installationEnv } from '../support/graph.ts';
import { makePartner, registerElite, type SignedIn, signInCurator } from '../support/people.ts';

let curator: SignedIn;
beforeAll(async () => {
  curator = await signInCurator();
});

const root = join(import.meta.dirname, '../..');

/** The HTTP status and the kind of viewer of a request. */
async function enter({ headers }: SignedIn): Promise<[number, string | undefined]> {
  const response = await fetch(`${gatewayUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { kind } }' }),
  });
  const { data } = (await response.json()) as { data?: { viewer: { kind: string } } };
  return [response.status, data?.viewer.kind];
}

describe('A revoked credential', () => {
  it('is rejected at the next request if it is a session', async () => {
    const someone = await registerElite('Revoked');
    const before = await enter(someone);
    const { data } = await execute('mutation { sessionRevoke { revokedId userErrors { code } } }', {}, someone.headers);

    expect(before).toEqual([200, 'ELITE']);
    expect(data.sessionRevoke).toEqual({ revokedId: someone.session, userErrors: [] });
    expect(await enter(someone)).toEqual([401, undefined]);
  });

  it('is rejected at the next request if it is one of all revoked sessions of a customer', async () => {
    const someone = await registerElite('All revoked');
    const { data } = await execute('mutation { sessionRevokeAll { count } }', {}, someone.headers);

    expect(data.sessionRevokeAll).toEqual({ count: 1 });
    expect(await enter(someone)).toEqual([401, undefined]);
  });

  it('is rejected at the next request if it is a session of a revoked passkey', async () => {
    const someone = await registerElite('Passkey revoked');
    const codes = await execute('mutation { recoveryCodesGenerate { codes } }', {}, someone.headers);
    const { data } = await execute('{ viewer { passkeys { id } } }', {}, someone.headers);
    const [passkey] = data.viewer.passkeys;
    const revoked = await execute(
      'mutation ($id: ID!) { passkeyRevoke(id: $id) { revokedId userErrors { code } } }',
      { id: passkey.id },
      someone.headers,
    );

    expect(codes.data.recoveryCodesGenerate.codes).toHaveLength(10);
    expect(revoked.data.passkeyRevoke).toEqual({ revokedId: passkey.id, userErrors: [] });
    expect(await enter(someone)).toEqual([401, undefined]);
  });

  it('is rejected at the next request if it is a curator’s session', async () => {
    const other = await signInCurator();
    const before = await enter(other);
    await execute('mutation { sessionRevoke { revokedId } }', {}, other.headers);

    expect(before).toEqual([200, 'CURATOR']);
    expect(await enter(other)).toEqual([401, undefined]);
  });

  it('is rejected within five seconds if it is a partner key', async () => {
    const partner = await makePartner(curator, 'carbon:read');
    const before = await enter(partner);
    await execute(
      'mutation ($id: ID!) { partnerKeyRevoke(id: $id) { key { isActive } } }',
      { id: partner.session },
      curator.headers,
    );

    expect(before).toEqual([200, 'PARTNER']);
    expect(
      await eventually(
        () => enter(partner),
        ([status]) => status === 401,
        5_000,
      ),
    ).toEqual([401, undefined]);
  });
});

describe('A new signing key', () => {
  it('is published before it signs, and keeps sessions valid', async () => {
    const someone = await registerElite('Before the rotation');
    const before = await shownKeys();
    const { IDENTITY_DATABASE_URL, IDENTITY_KEY_SECRET } = installationEnv();
    await promisify(execFile)(process.execPath, ['scripts/keys.ts', 'rotate'], {
      cwd: root,
      env: { IDENTITY_DATABASE_URL, IDENTITY_KEY_SECRET, PATH: process.env.PATH },
    });
    const after = await eventually(shownKeys, (kids) => kids.length > before.length, 90_000);

    expect(before).toHaveLength(1);
    expect(after).toHaveLength(2);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await enter(someone)).toEqual([200, 'ELITE']);
    expect(await enter(await registerElite('After the rotation'))).toEqual([200, 'ELITE']);
    // Readers of the keys may cache them for a minute.
  }, 100_000);
});

/** The ids of the published keys. */
async function shownKeys(): Promise<string[]> {
  const response = await fetch(new URL('/.well-known/jwks.json', installationEnv().IDENTITY_URL));
  const { keys } = (await response.json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid).sort();
}
