import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { curatorSessionId, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { eventually } from '#tests/support/graph.ts';
import {
  type AuthTestGateway,
  claimsWith,
  curatorAccess,
  issuer,
  makeKey,
  now,
  sessionWith,
  startAuthTestGateway,
  title,
} from '#tests/support/subgraphs/auth-gateway.ts';
import { forwardedTo } from '../gateway.fixture.ts';

let auth: AuthTestGateway;
beforeAll(async () => {
  auth = await startAuthTestGateway();
});
afterAll(() => auth?.close());
beforeEach(() => auth.reset());

const refused = {
  errors: [{ message: 'The credentials of this request are invalid.', extensions: { code: 'UNAUTHENTICATED' } }],
};

describe('An Elite Session', () => {
  it('makes its customer the viewer, with the scopes of the session and not of the token', async () => {
    const token = await auth.eliteToken({ scopes: ['account', 'x'] }, { scopes: ['everything'], kind: 'CURATOR' });

    expect(await auth.viewerOf({ authorization: `Bearer ${token}` })).toEqual({
      kind: 'ELITE',
      id: 'cus_1',
      scopes: ['account', 'x'],
      session: 's-1',
      authTime: sessionWith().authTime,
      account: 'a-1',
    });
  });

  it('forwards its token to commerce only', async () => {
    const token = await auth.eliteToken();
    await auth.gateway.execute('{ product(id: "p1") { title place } }', {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(forwardedTo(auth.gateway.subgraphs.commerce).token).toBe(token);
    expect(forwardedTo(auth.gateway.subgraphs.provenance).token).toBeUndefined();
    for (const { headers } of Object.values(auth.gateway.subgraphs).flatMap(({ calls }) => calls))
      expect(headers).not.toHaveProperty('authorization');
  });

  it('records its last use, unless it was revoked', async () => {
    const index = keys.customerIndex('a-1');
    await auth.redis.set(keys.customer('seen'), JSON.stringify(sessionWith({ id: 'seen' })));
    await auth.redis.set(keys.customer('gone'), JSON.stringify(sessionWith({ id: 'gone' })));
    await auth.redis.zadd(index, 1, 'seen');
    for (const sid of ['seen', 'gone'])
      await auth.viewerOf({ authorization: `Bearer ${await auth.eliteToken({}, { sid })}` });

    expect(await auth.redis.zrange(index, '0', '-1')).toEqual(['seen']);
    expect(Number(await auth.redis.zscore(index, 'seen'))).toBeGreaterThan(1_000_000_000);
  });

  const faults: [string, () => Promise<string>][] = [
    ['garbage', async () => 'x.y.z'],
    ['unsigned', async () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claimsWith())}.`],
    ['signed with the public key as a secret', () => auth.symmetricToken()],
    ['of another type', () => auth.eliteToken({}, {}, { typ: 'JWT' })],
    ['from another issuer', () => auth.eliteToken({}, { iss: 'https://elsewhere.example' })],
    ['for another audience', () => auth.eliteToken({}, { aud: 'medusa' })],
    ['expired', () => auth.eliteToken({}, { exp: now() - 60 })],
    ['not valid yet', () => auth.eliteToken({}, { nbf: now() + 60 })],
    ['without a session', () => auth.eliteToken({}, { sid: undefined })],
    ['under a key that is not published', async () => auth.eliteToken({}, {}, {}, await makeKey('EdDSA'))],
    ['of a session that does not exist', () => auth.eliteToken({}, { sid: 'other' })],
    ['of an expired session', () => auth.eliteToken({ expiresAt: now() - 1 })],
    ['of another customer’s session', () => auth.eliteToken({ customer: 'cus_2' })],
  ];

  it('with an invalid token is rejected with the same response for every reason', async () => {
    const { status, headers, body } = await auth.gateway.execute(title, { headers: { authorization: 'Bearer x' } });
    const same = await auth.responseTo({ authorization: 'Bearer x' });

    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(body).toEqual(refused);
    for (const [name, make] of faults) {
      await auth.eliteToken();
      expect([name, await auth.responseTo({ authorization: `Bearer ${await make()}` })]).toEqual([name, same]);
    }
    expect(auth.gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it.each([[''], ['Bearer'], ['Bearer a b'], ['Basic eDp5'], ['Bearer axc_unknown'], ['Bearer a, Bearer b']])(
    'is not read from the invalid header %j',
    async (authorization) => {
      expect(await auth.responseTo({ authorization })).toBe(await auth.responseTo({ authorization: 'Bearer x' }));
    },
  );

  it('is not read from a repeated header', async () => {
    const good = `Bearer ${await auth.eliteToken()}`;

    expect(await auth.responseTo({ authorization: [good, 'Bearer x'] as unknown as string })).toBe(
      await auth.responseTo({ authorization: 'Bearer x' }),
    );
  });

  it('has precedence over cookies, valid or not', async () => {
    const [token, curator] = [await auth.eliteToken(), await auth.curatorToken()];
    const cookie = `__Host-axiom_curator=${curator}`;

    expect((await auth.viewerOf({ authorization: `Bearer ${token}`, cookie })).kind).toBe('ELITE');
    expect(await auth.responseTo({ authorization: 'Bearer x', cookie })).toBe(
      await auth.responseTo({ authorization: 'Bearer x' }),
    );
  });

  it('is invalid from the first request after it was revoked', async () => {
    const authorization = `Bearer ${await auth.eliteToken()}`;
    const before = await auth.viewerOf({ authorization });
    await auth.redis.del(keys.customer('s-1'));

    expect(before.kind).toBe('ELITE');
    expect((await auth.gateway.execute(title, { headers: { authorization } })).status).toBe(401);
  });

  it('remains valid with an old key after a new one was published', async () => {
    const old = await auth.eliteToken();
    const key = await makeKey('ES256');
    auth.publishedKeys.push(key.jwk);
    const fresh = await auth.eliteToken({}, {}, {}, key);
    const accepted = await eventually(
      () => auth.gateway.execute(title, { headers: { authorization: `Bearer ${fresh}` } }),
      ({ status }) => status === 200,
    );

    expect(accepted.status).toBe(200);
    expect((await auth.viewerOf({ authorization: `Bearer ${old}` })).kind).toBe('ELITE');
  });
});

describe('A cookie', () => {
  const cookie = (token: string, name = '__Host-axiom_session') => ({ cookie: `theme=dark; ${name}=${token}` });

  it('makes its customer the viewer, for the gateway’s own pages and without an origin', async () => {
    const token = await auth.eliteToken();
    const { port } = new URL(auth.gateway.origin);

    expect((await auth.viewerOf(cookie(token))).kind).toBe('ELITE');
    for (const origin of [issuer, `http://localhost:${port}`, `http://127.0.0.1:${port}`])
      expect([origin, (await auth.viewerOf({ ...cookie(token), origin })).kind]).toEqual([origin, 'ELITE']);
  });

  it.each(['https://evil.example', 'null', 'http://localhost:1', 'https://studio.apollographql.com'])(
    'is ignored on a page of another origin: %s',
    async (origin) => {
      const token = await auth.eliteToken();

      expect(await auth.viewerOf({ ...cookie(token), origin })).toEqual({ kind: 'ANONYMOUS' });
    },
  );

  it('that is invalid is deleted, and the request continues as anonymous', async () => {
    const { status, headers, body } = await auth.gateway.execute(title, { headers: cookie('stale') });

    expect([status, body.data]).toEqual([200, { product: { title: 'Title of p1' } }]);
    expect(headers.get('set-cookie')).toBe('__Host-axiom_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
  });

  it('of a curator has precedence over a customer’s, until the curator’s session has expired', async () => {
    const [customer, curator] = [await auth.eliteToken(), await auth.curatorToken()];
    const both = { cookie: `__Host-axiom_session=${customer}; __Host-axiom_curator=${curator}` };
    const first = await auth.viewerOf(both);
    await auth.redis.del(keys.curator(curatorSessionId(curator)));

    expect([first.kind, (await auth.viewerOf(both)).kind]).toEqual(['CURATOR', 'ELITE']);
  });
});

describe('A curator’s session', () => {
  it('makes the curator the viewer', async () => {
    expect(
      await auth.viewerOf({ authorization: `Bearer ${await auth.curatorToken({ curator: 'curator_1' })}` }),
    ).toEqual({
      kind: 'CURATOR',
      id: 'curator_1',
      account: 'a-2',
      scopes: ['curator', 'provenance:write'],
      session: 'c-1',
      authTime: sessionWith().authTime,
    });
  });

  it.each([
    ['who has no access any more', null],
    ['whose sessions were ended', { ...curatorAccess, generation: 2 }],
  ])('grants no access to a curator %s, although Redis contains the session', async (_, access) => {
    const authorization = `Bearer ${await auth.curatorToken()}`;
    auth.access = access;
    const { status } = await auth.gateway.execute(title, { headers: { authorization } });
    auth.access = curatorAccess;

    expect(status).toBe(401);
  });

  it('is valid if it is newer than the cached access of the curator', async () => {
    const authorization = `Bearer ${await auth.curatorToken({ generation: 2 })}`;

    expect((await auth.viewerOf({ authorization })).kind).toBe('CURATOR');
  });

  it('has the access that identity returns, at most two seconds later', async () => {
    const authorization = `Bearer ${await auth.curatorToken()}`;
    const scopes = async () => ((await auth.viewerOf({ authorization })) as SignedIn).scopes;
    const before = await scopes();
    auth.access = { ...curatorAccess, scopes: ['curator'] };
    const after = await eventually(scopes, ({ length }) => length === 1, 5_000);
    auth.access = curatorAccess;

    expect([before, after]).toEqual([['curator', 'provenance:write'], ['curator']]);
  });

  it('cannot be checked while identity is unavailable, and is not deleted', async () => {
    const authorization = `Bearer ${await auth.curatorToken()}`;
    auth.access = undefined;
    const viewer = await auth.viewerOf({ authorization });
    auth.access = curatorAccess;

    expect(viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });

  it('is extended when it is used, up to its expiry', async () => {
    const used = await auth.curatorToken({ idle: 900, expiresAt: now() + 10_000 });
    await auth.redis.expire(keys.curator(curatorSessionId(used)), 5);
    await auth.viewerOf({ authorization: `Bearer ${used}` });
    const ending = await auth.curatorToken({ idle: 900, expiresAt: now() + 60 });
    await auth.viewerOf({ authorization: `Bearer ${ending}` });

    expect(await auth.redis.ttl(keys.curator(curatorSessionId(used)))).toBeGreaterThan(890);
    expect(await auth.redis.ttl(keys.curator(curatorSessionId(ending)))).toBeLessThanOrEqual(60);
  });

  it('expires after its idle timeout', async () => {
    const authorization = `Bearer ${await auth.curatorToken({ idle: 1 })}`;
    const before = await auth.viewerOf({ authorization });
    await sleep(1_100);

    expect(before.kind).toBe('CURATOR');
    expect((await auth.gateway.execute(title, { headers: { authorization } })).status).toBe(401);
  });

  it('expires at its expiry time', async () => {
    const authorization = `Bearer ${await auth.curatorToken({ expiresAt: now() - 1 })}`;

    expect((await auth.gateway.execute(title, { headers: { authorization } })).status).toBe(401);
  });
});

describe('While Redis is unavailable', () => {
  it('no viewer is signed in, the reason is reported, and the other fields are returned', async () => {
    const token = await auth.eliteToken();
    const viewer = await auth.withoutRedis(() => auth.viewerOf({ authorization: `Bearer ${token}` }));

    expect(viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });
});

describe('The public keys', () => {
  it('are served as identity publishes them', async () => {
    const response = await fetch(`${auth.gateway.origin}/.well-known/jwks.json`);

    expect(await response.json()).toEqual({ keys: auth.publishedKeys });
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
