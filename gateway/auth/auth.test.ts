import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { curatorSessionId, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { eventually } from '#tests/support/ask.ts';
import {
  claimsWith,
  curatorAccess,
  type Door,
  issuer,
  makeKey,
  now,
  sessionWith,
  startAuthGateway,
  title,
} from '#tests/support/subgraphs/auth-gateway.ts';
import { told } from '../gateway.fixture.ts';

let door: Door;
beforeAll(async () => {
  door = await startAuthGateway();
});
afterAll(() => door?.close());
beforeEach(() => door.forget());

const refused = {
  errors: [{ message: 'The credentials of this request are not accepted.', extensions: { code: 'UNAUTHENTICATED' } }],
};

describe('An Elite Session', () => {
  it('makes its customer the viewer, as the session says and not the token', async () => {
    const token = await door.elite({ scopes: ['account', 'x'] }, { scopes: ['everything'], kind: 'CURATOR' });

    expect(await door.viewerOf({ authorization: `Bearer ${token}` })).toEqual({
      kind: 'ELITE',
      id: 'cus_1',
      scopes: ['account', 'x'],
      session: 's-1',
      authTime: sessionWith().authTime,
      account: 'a-1',
    });
  });

  it('hands its token to commerce alone', async () => {
    const token = await door.elite();
    await door.house.ask('{ product(id: "p1") { title place } }', { headers: { authorization: `Bearer ${token}` } });

    expect(told(door.house.subgraphs.commerce).token).toBe(token);
    expect(told(door.house.subgraphs.provenance).token).toBeUndefined();
    for (const { headers } of Object.values(door.house.subgraphs).flatMap(({ calls }) => calls))
      expect(headers).not.toHaveProperty('authorization');
  });

  it('notes that it was seen, unless it was revoked', async () => {
    const index = keys.customerIndex('a-1');
    await door.redis.set(keys.customer('seen'), JSON.stringify(sessionWith({ id: 'seen' })));
    await door.redis.set(keys.customer('gone'), JSON.stringify(sessionWith({ id: 'gone' })));
    await door.redis.zadd(index, 1, 'seen');
    for (const sid of ['seen', 'gone'])
      await door.viewerOf({ authorization: `Bearer ${await door.elite({}, { sid })}` });

    expect(await door.redis.zrange(index, '0', '-1')).toEqual(['seen']);
    expect(Number(await door.redis.zscore(index, 'seen'))).toBeGreaterThan(1_000_000_000);
  });

  const faults: [string, () => Promise<string>][] = [
    ['garbage', async () => 'x.y.z'],
    ['unsigned', async () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claimsWith())}.`],
    ['signed with the public key as a secret', () => door.symmetric()],
    ['of another type', () => door.elite({}, {}, { typ: 'JWT' })],
    ['from another issuer', () => door.elite({}, { iss: 'https://elsewhere.example' })],
    ['for another audience', () => door.elite({}, { aud: 'medusa' })],
    ['expired', () => door.elite({}, { exp: now() - 60 })],
    ['not valid yet', () => door.elite({}, { nbf: now() + 60 })],
    ['without a session', () => door.elite({}, { sid: undefined })],
    ['under a key nobody published', async () => door.elite({}, {}, {}, await makeKey('EdDSA'))],
    ['of a session that is not there', () => door.elite({}, { sid: 'other' })],
    ['of a session that is over', () => door.elite({ expiresAt: now() - 1 })],
    ['of another customer’s session', () => door.elite({ customer: 'cus_2' })],
  ];

  it('that does not hold is refused whole, in the same words whatever is wrong', async () => {
    const { status, headers, body } = await door.house.ask(title, { headers: { authorization: 'Bearer x' } });
    const same = await door.answerTo({ authorization: 'Bearer x' });

    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(body).toEqual(refused);
    for (const [name, make] of faults) {
      await door.elite();
      expect([name, await door.answerTo({ authorization: `Bearer ${await make()}` })]).toEqual([name, same]);
    }
    expect(door.house.subgraphs.commerce.calls).toEqual([]);
  });

  it.each([[''], ['Bearer'], ['Bearer a b'], ['Basic eDp5'], ['Bearer axc_unknown'], ['Bearer a, Bearer b']])(
    'is not read out of the header %j, which is refused',
    async (authorization) => {
      expect(await door.answerTo({ authorization })).toBe(await door.answerTo({ authorization: 'Bearer x' }));
    },
  );

  it('is not read out of one of two headers', async () => {
    const good = `Bearer ${await door.elite()}`;

    expect(await door.answerTo({ authorization: [good, 'Bearer x'] as unknown as string })).toBe(
      await door.answerTo({ authorization: 'Bearer x' }),
    );
  });

  it('goes before cookies, whether it holds or not', async () => {
    const [token, curator] = [await door.elite(), await door.curate()];
    const cookie = `__Host-axiom_curator=${curator}`;

    expect((await door.viewerOf({ authorization: `Bearer ${token}`, cookie })).kind).toBe('ELITE');
    expect(await door.answerTo({ authorization: 'Bearer x', cookie })).toBe(
      await door.answerTo({ authorization: 'Bearer x' }),
    );
  });

  it('ends with the request after it is revoked', async () => {
    const authorization = `Bearer ${await door.elite()}`;
    const before = await door.viewerOf({ authorization });
    await door.redis.del(keys.customer('s-1'));

    expect(before.kind).toBe('ELITE');
    expect((await door.house.ask(title, { headers: { authorization } })).status).toBe(401);
  });

  it('lives on under an old key after a new one is published', async () => {
    const old = await door.elite();
    const key = await makeKey('ES256');
    door.published.push(key.jwk);
    const fresh = await door.elite({}, {}, {}, key);
    const accepted = await eventually(
      () => door.house.ask(title, { headers: { authorization: `Bearer ${fresh}` } }),
      ({ status }) => status === 200,
    );

    expect(accepted.status).toBe(200);
    expect((await door.viewerOf({ authorization: `Bearer ${old}` })).kind).toBe('ELITE');
  });
});

describe('A cookie', () => {
  const cookie = (token: string, name = '__Host-axiom_session') => ({ cookie: `theme=dark; ${name}=${token}` });

  it('makes its customer the viewer, for pages of our own and for none', async () => {
    const token = await door.elite();
    const { port } = new URL(door.house.base);

    expect((await door.viewerOf(cookie(token))).kind).toBe('ELITE');
    for (const origin of [issuer, `http://localhost:${port}`, `http://127.0.0.1:${port}`])
      expect([origin, (await door.viewerOf({ ...cookie(token), origin })).kind]).toEqual([origin, 'ELITE']);
  });

  it.each(['https://evil.example', 'null', 'http://localhost:1', 'https://studio.apollographql.com'])(
    'is nobody’s on a page of another origin: %s',
    async (origin) => {
      const token = await door.elite();

      expect(await door.viewerOf({ ...cookie(token), origin })).toEqual({ kind: 'ANONYMOUS' });
    },
  );

  it('that does not hold is dropped, and the rest is answered', async () => {
    const { status, headers, body } = await door.house.ask(title, { headers: cookie('stale') });

    expect([status, body.data]).toEqual([200, { product: { title: 'Title of p1' } }]);
    expect(headers.get('set-cookie')).toBe('__Host-axiom_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
  });

  it('of a curator goes before a customer’s, and after it is over the customer is left', async () => {
    const [customer, curator] = [await door.elite(), await door.curate()];
    const both = { cookie: `__Host-axiom_session=${customer}; __Host-axiom_curator=${curator}` };
    const first = await door.viewerOf(both);
    await door.redis.del(keys.curator(curatorSessionId(curator)));

    expect([first.kind, (await door.viewerOf(both)).kind]).toEqual(['CURATOR', 'ELITE']);
  });
});

describe('A curator’s session', () => {
  it('makes the curator the viewer', async () => {
    expect(await door.viewerOf({ authorization: `Bearer ${await door.curate({ curator: 'curator_1' })}` })).toEqual({
      kind: 'CURATOR',
      id: 'curator_1',
      account: 'a-2',
      scopes: ['curator', 'provenance:write'],
      session: 'c-1',
      authTime: sessionWith().authTime,
    });
  });

  it.each([
    ['who may do nothing any more', null],
    ['whose sessions were ended', { ...curatorAccess, generation: 2 }],
  ])('opens nothing for a curator %s, although it is kept in Redis', async (_, access) => {
    const authorization = `Bearer ${await door.curate()}`;
    door.access = access;
    const { status } = await door.house.ask(title, { headers: { authorization } });
    door.access = curatorAccess;

    expect(status).toBe(401);
  });

  it('is good that is newer than what the gateway remembers of its curator', async () => {
    const authorization = `Bearer ${await door.curate({ generation: 2 })}`;

    expect((await door.viewerOf({ authorization })).kind).toBe('CURATOR');
  });

  it('opens what identity says now, two seconds after it has said something else', async () => {
    const authorization = `Bearer ${await door.curate()}`;
    const scopes = async () => ((await door.viewerOf({ authorization })) as SignedIn).scopes;
    const before = await scopes();
    door.access = { ...curatorAccess, scopes: ['curator'] };
    const after = await eventually(scopes, ({ length }) => length === 1, 5_000);
    door.access = curatorAccess;

    expect([before, after]).toEqual([['curator', 'provenance:write'], ['curator']]);
  });

  it('cannot be checked while identity is away, which is not held against it', async () => {
    const authorization = `Bearer ${await door.curate()}`;
    door.access = undefined;
    const viewer = await door.viewerOf({ authorization });
    door.access = curatorAccess;

    expect(viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });

  it('lives as long as it is used, and not beyond its end', async () => {
    const used = await door.curate({ idle: 900, expiresAt: now() + 10_000 });
    await door.redis.expire(keys.curator(curatorSessionId(used)), 5);
    await door.viewerOf({ authorization: `Bearer ${used}` });
    const ending = await door.curate({ idle: 900, expiresAt: now() + 60 });
    await door.viewerOf({ authorization: `Bearer ${ending}` });

    expect(await door.redis.ttl(keys.curator(curatorSessionId(used)))).toBeGreaterThan(890);
    expect(await door.redis.ttl(keys.curator(curatorSessionId(ending)))).toBeLessThanOrEqual(60);
  });

  it('is over when it was idle too long', async () => {
    const authorization = `Bearer ${await door.curate({ idle: 1 })}`;
    const before = await door.viewerOf({ authorization });
    await sleep(1_100);

    expect(before.kind).toBe('CURATOR');
    expect((await door.house.ask(title, { headers: { authorization } })).status).toBe(401);
  });

  it('is over at its end', async () => {
    const authorization = `Bearer ${await door.curate({ expiresAt: now() - 1 })}`;

    expect((await door.house.ask(title, { headers: { authorization } })).status).toBe(401);
  });
});

describe('While Redis is away', () => {
  it('nobody is signed in, it is known why, and the rest is answered', async () => {
    const token = await door.elite();
    const viewer = await door.withoutRedis(() => door.viewerOf({ authorization: `Bearer ${token}` }));

    expect(viewer).toEqual({ kind: 'ANONYMOUS', unchecked: true });
  });
});

describe('The public keys', () => {
  it('are published as identity shows them', async () => {
    const response = await fetch(`${door.house.base}/.well-known/jwks.json`);

    expect(await response.json()).toEqual({ keys: door.published });
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
