import { describe, expect, it } from '@jest/globals';
import { keys } from '#kit/graph/session.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import {
  beginSignIn,
  type Customer,
  finishSignIn,
  newCustomer,
  signIn,
  signInOptions,
  viewerOf,
} from '#tests/support/passkeys/ceremonies.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { createCuratorSessionStore } from '../curators/sessions.ts';

const revoke = 'mutation ($id: ID) { sessionRevoke(id: $id) { revokedId userErrors { field code } } }';
const revokeAll = 'mutation ($keep: Boolean!) { sessionRevokeAll(keepCurrent: $keep) { count } }';
const notFound = { revokedId: null, userErrors: [{ field: ['id'], code: 'NOT_FOUND' }] };
const cleared = (kind: string) => ({ cookies: [{ kind, token: null, maxAge: 0 }] });

export function sessionSuite(getIdentity: () => TestIdentity): void {
  const listAs = async (viewer: Viewer) =>
    (await getIdentity().execute('{ viewer { sessions { id isCurrent } } }', {}, { viewer })).data.viewer.sessions;
  /** The viewer of another session of a customer. */
  const again = async ({ authenticator }: Customer) => {
    const { data } = await signIn(getIdentity(), { authenticator });
    return viewerOf(getIdentity(), data.passkeySignInFinish.grant.session.id);
  };

  describe('A session', () => {
    it('is delivered as a cookie on request, and then not as a token', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const response = authenticator.get(await signInOptions(getIdentity()));

      const answer = await getIdentity().execute(finishSignIn.replace(', transport: BEARER', ''), { response });

      expect(answer.data.passkeySignInFinish.grant.token).toBeNull();
      expect(answer.extensions).toEqual({
        cookies: [
          { kind: 'DEVICE', token: expect.stringMatching(/^axd_/), maxAge: 15_552_000 },
          { kind: 'CUSTOMER', token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), maxAge: 2_592_000 },
        ],
      });
    });

    it('is listed among the customer’s sessions, the most recently used first', async () => {
      const customer = await newCustomer(getIdentity());
      const second = await again(customer);
      await getIdentity().redis.zadd(
        `sessions:${customer.account}`,
        'XX',
        Math.floor(Date.now() / 1_000) + 60,
        second.session,
      );

      expect(await listAs(customer.viewer)).toEqual([
        { id: second.session, isCurrent: false },
        { id: customer.viewer.session, isCurrent: true },
      ]);
    });

    it('is not listed after it has expired', async () => {
      const customer = await newCustomer(getIdentity());
      const second = await again(customer);
      await getIdentity().redis.pexpire(`session:${second.session}`, 0);

      expect(await listAs(customer.viewer)).toEqual([{ id: customer.viewer.session, isCurrent: true }]);
      expect(await getIdentity().redis.zcard(`sessions:${customer.account}`)).toBe(1);
    });

    it('is one of at most 100: the least recently used session ends', async () => {
      const customer = await newCustomer(getIdentity());
      const { redis } = getIdentity();
      const seenAt = customer.viewer.authTime as number;
      const others = Array.from({ length: 99 }, (_, index) => [seenAt - index, `ses_${index}`]).flat();
      await redis.zadd(`sessions:${customer.account}`, seenAt - 100, customer.viewer.session, ...others);

      await again(customer);

      expect(await redis.zcard(`sessions:${customer.account}`)).toBe(100);
      expect(await redis.exists(`session:${customer.viewer.session}`)).toBe(0);
    });

    it('of the current request is marked as current', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const current = '{ viewer { session { id isCurrent methods } customer { id } } }';

      const { data } = await getIdentity().execute(current, {}, { viewer });

      expect(data.viewer).toEqual({
        session: { id: viewer.session, isCurrent: true, methods: ['passkey', 'mfa', 'pop', 'user'] },
        customer: { id: viewer.id },
      });
    });

    it('is ended by its owner, and its cookie is deleted', async () => {
      const customer = await newCustomer(getIdentity());
      const { viewer } = customer;
      const second = await again(customer);

      const other = await getIdentity().execute(revoke, { id: second.session }, { viewer });
      const twice = await getIdentity().execute(revoke, { id: second.session }, { viewer });
      const own = await getIdentity().execute(revoke, {}, { viewer });

      expect(other).toEqual({ data: { sessionRevoke: { revokedId: second.session, userErrors: [] } } });
      expect(twice).toEqual({ data: { sessionRevoke: notFound } });
      expect(own).toEqual({
        data: { sessionRevoke: { revokedId: viewer.session, userErrors: [] } },
        extensions: cleared('CUSTOMER'),
      });
      expect(await getIdentity().redis.exists(`session:${viewer.session}`, `session:${second.session}`)).toBe(0);
      const events = await getIdentity().sql`
        select detail from audit_event where account_id = ${customer.account} and action = 'session.revoked' order by id`;
      expect(events.map(({ detail }) => detail)).toEqual([{ session: second.session }, { session: viewer.session }]);
    });

    it('cannot be ended by other viewers', async () => {
      const [owner, other] = [await newCustomer(getIdentity()), await newCustomer(getIdentity())];
      const partner: Viewer = { kind: 'PARTNER', id: 'p', scopes: [], session: owner.viewer.session };
      const curator: Viewer = { kind: 'CURATOR', id: 'c', scopes: [], session: 'x', authTime: 0 };
      const id = owner.viewer.session;

      for (const viewer of [other.viewer, partner, curator]) {
        expect((await getIdentity().execute(revoke, { id }, { viewer })).data.sessionRevoke).toEqual(notFound);
      }
      const anonymous = await getIdentity().execute(revoke, { id });
      expect([anonymous.data.sessionRevoke, anonymous.errors?.[0]?.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
      expect(await getIdentity().redis.exists(`session:${id}`)).toBe(1);
    });

    it('of a curator is ended by its owner, and its cookie is deleted', async () => {
      const signIn = { curator: 'user_1', generation: 0, methods: ['pwd'] };
      const { session } = await createCuratorSessionStore(getIdentity().redis).open(signIn);
      const viewer: Viewer = { kind: 'CURATOR', id: 'user_1', scopes: [], session: session.id, authTime: 0 };

      const answer = await getIdentity().execute(revoke, {}, { viewer });

      expect(answer).toEqual({
        data: { sessionRevoke: { revokedId: session.id, userErrors: [] } },
        extensions: cleared('CURATOR'),
      });
      expect(await getIdentity().redis.exists(keys.curator(session.id))).toBe(0);
    });

    it('is ended with all other sessions of the customer, or is the only one kept', async () => {
      const customer = await newCustomer(getIdentity());
      const bystander = await newCustomer(getIdentity());
      const { viewer } = customer;
      for (let count = 0; count < 3; count += 1) await again(customer);

      const others = await getIdentity().execute(revokeAll, { keep: true }, { viewer });
      const left = await listAs(viewer);
      await again(customer);
      const all = await getIdentity().execute(revokeAll, { keep: false }, { viewer });

      expect(await getIdentity().redis.exists(keys.notBefore(viewer.id))).toBe(1);
      expect(others).toEqual({ data: { sessionRevokeAll: { count: 3 } } });
      expect(left).toEqual([{ id: viewer.session, isCurrent: true }]);
      expect(all).toEqual({ data: { sessionRevokeAll: { count: 2 } }, extensions: cleared('CUSTOMER') });
      expect(await listAs(viewer)).toEqual([]);
      expect(await listAs(bystander.viewer)).toHaveLength(1);
    });
  });

  describe('The rate limits', () => {
    const recover = 'mutation { recoverySignIn(input: { code: "x" }) { userErrors { code } } }';
    const finish = 'mutation { passkeySignInFinish(input: { response: {} }) { userErrors { code } } }';

    it.each([
      ['options', beginSignIn, 20],
      ['responses', finish, 10],
      ['recovery codes', recover, 5],
    ])('allow this burst of %s from one address, then report when to retry', async (what, query, most) => {
      const client = { address: `198.51.100.${what.length}` };
      const codes = [];
      for (let count = 0; count < most + 2; count += 1) {
        const { errors } = await getIdentity().execute(query, {}, { client });
        codes.push(errors?.[0]?.extensions);
      }
      const elsewhere = await getIdentity().execute(query);

      expect(codes.slice(0, most)).toEqual(Array(most).fill(undefined));
      expect(codes.slice(most)).toEqual(Array(2).fill({ code: 'THROTTLED', retryAfterMs: expect.any(Number) }));
      expect(elsewhere.errors).toBeUndefined();
    });
  });

  describe('While Redis is unavailable', () => {
    it('no session is opened or ended, and every client gets an error', async () => {
      const { viewer, authenticator } = await newCustomer(getIdentity());
      const response = authenticator.get(await signInOptions(getIdentity()));
      await getIdentity().stopRedis();

      const responses = [
        await getIdentity().execute(beginSignIn),
        await getIdentity().execute('mutation { passkeyRegistrationBegin { options } }'),
        await getIdentity().execute(finishSignIn, { response }),
        await getIdentity().execute('mutation { recoverySignIn(input: { code: "x" }) { codesRemaining } }'),
        await getIdentity().execute(revoke, {}, { viewer }),
        await getIdentity().execute('{ viewer { sessions { id } } }', {}, { viewer }),
      ];
      await getIdentity().startRedis();

      expect(responses.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual(
        Array(6).fill(['BACKEND_UNAVAILABLE']),
      );
    });
  });
}
