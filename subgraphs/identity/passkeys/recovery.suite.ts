import { describe, expect, it } from '@jest/globals';
import { keys } from '#kit/graph/session.ts';
import {
  type Customer,
  countObjects,
  finishRegistration,
  newCustomer,
  registrationOptions,
  signIn,
  viewerOf,
} from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { eventRecorder } from '../audit/account-events.ts';
import { openIdentityDatabase } from '../database.ts';
import { createRecoveryCodeStore } from './recovery-codes.ts';

const generate = 'mutation { recoveryCodesGenerate { codes } }';
const recover = `mutation ($code: String!) { recoverySignIn(input: { code: $code, transport: BEARER }) {
  grant { token session { id methods } } codesRemaining userErrors { field code message } } }`;
const revoke = `mutation ($id: ID!) { passkeyRevoke(id: $id) { revokedId credentialId userErrors { field code } } }`;

const refused = {
  data: {
    recoverySignIn: {
      grant: null,
      codesRemaining: null,
      userErrors: [{ field: null, code: 'NOT_ACCEPTED', message: 'This was not accepted. Try again.' }],
    },
  },
};

export function recoverySuite(getIdentity: () => TestIdentity): void {
  const codesFor = async ({ viewer }: Customer): Promise<string[]> =>
    (await getIdentity().execute(generate, {}, { viewer })).data.recoveryCodesGenerate.codes;
  const remaining = async ({ viewer }: Customer): Promise<number> =>
    (await getIdentity().execute('{ viewer { recoveryCodesRemaining } }', {}, { viewer })).data.viewer
      .recoveryCodesRemaining;
  const revokeAs = async ({ viewer }: Pick<Customer, 'viewer'>, id: string) =>
    (await getIdentity().execute(revoke, { id }, { viewer })).data.passkeyRevoke;

  describe('Recovery codes', () => {
    it('are ten codes of 150 bits, and the stored data contains no usable code', async () => {
      const customer = await newCustomer(getIdentity());
      const codes = await codesFor(customer);

      expect(codes).toHaveLength(10);
      for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(new Set(codes).size).toBe(10);
      expect(await remaining(customer)).toBe(10);
      const rows = await getIdentity()
        .sql`select locator, hash from recovery_code where account_id = ${customer.account}`;
      for (const code of codes) {
        const [locator, secret] = [code.slice(0, 11).replace('-', ''), code.slice(12)];
        expect(rows.filter((row) => row.locator === locator)).toHaveLength(1);
        expect(JSON.stringify([...rows])).not.toContain(secret.slice(0, 5));
      }
      expect(rows[0]?.hash).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    });

    it('are invalid after new codes are created', async () => {
      const customer = await newCustomer(getIdentity());
      const [old = ''] = await codesFor(customer);
      await codesFor(customer);

      expect(await getIdentity().execute(recover, { code: old })).toEqual(refused);
      expect(await remaining(customer)).toBe(10);
    });

    it('are created only after a recent authentication', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const stale = { ...viewer, authTime: (viewer.authTime as number) - 301 };
      const before = await countObjects(getIdentity());

      const { data, errors } = await getIdentity().execute(generate, {}, { viewer: stale });

      expect([data.recoveryCodesGenerate, errors?.[0]?.extensions.code]).toEqual([null, 'STEP_UP_REQUIRED']);
      expect(await countObjects(getIdentity())).toEqual(before);
    });
  });

  describe('A recovery code', () => {
    it('opens a session whose only method is the code, and ends all others', async () => {
      const customer = await newCustomer(getIdentity());
      await signIn(getIdentity(), { authenticator: customer.authenticator });
      const [code = ''] = await codesFor(customer);

      const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
      const { data } = await getIdentity().execute(recover, { code: typed });

      const { grant, codesRemaining, userErrors } = data.recoverySignIn;
      expect([codesRemaining, userErrors]).toEqual([9, []]);
      const viewer = await viewerOf(getIdentity(), grant.session.id);
      expect(viewer).toMatchObject({ kind: 'CUSTOMER', id: customer.viewer.id, scopes: ['account'] });
      const { sessions } = (await getIdentity().execute('{ viewer { sessions { id methods } } }', {}, { viewer })).data
        .viewer;
      expect(sessions).toEqual([{ id: grant.session.id, methods: ['otp'] }]);
      expect(await getIdentity().redis.exists(keys.notBefore(viewer.id))).toBe(1);
      const events = await getIdentity().sql`
        select action from audit_event where account_id = ${customer.account} order by id desc limit 2`;
      expect(events.map(({ action }) => action)).toEqual(['session.opened', 'recovery.used']);
    });

    it('opens one session under concurrent use', async () => {
      const customer = await newCustomer(getIdentity());
      const [code] = await codesFor(customer);

      const responses = await Promise.all(Array.from({ length: 20 }, () => getIdentity().execute(recover, { code })));

      const granted = responses.filter(({ data }) => data?.recoverySignIn?.grant);
      const sessions = await getIdentity().redis.zcard(`sessions:${customer.account}`);
      expect([granted.length, sessions, await remaining(customer)]).toEqual([1, 1, 9]);
    });

    it('is used up once, even by concurrent calls that bypass the rate limits', async () => {
      const customer = await newCustomer(getIdentity());
      const [code = ''] = await codesFor(customer);
      const store = openIdentityDatabase(getIdentity().databaseUrl);
      const codes = createRecoveryCodeStore(store, eventRecorder({ id: 'r', viewer: customer.viewer }));
      const locator = code.slice(0, 11).replace('-', '');
      let ended = 0;
      const end = async () => {
        ended += 1;
      };

      const uses = Array.from({ length: 20 }, (_, index) => codes.use(customer.account, locator, `ses_${index}`, end));
      const left = await Promise.all(uses).finally(store.close);

      expect(left.filter((count) => count !== undefined)).toEqual([9]);
      expect(ended).toBe(1);
      const events = await getIdentity().sql`
        select id from audit_event where account_id = ${customer.account} and action = 'recovery.used'`;
      expect(events).toHaveLength(1);
    });

    it('stays valid when the other sessions cannot be ended', async () => {
      const customer = await newCustomer(getIdentity());
      const [code = ''] = await codesFor(customer);
      const store = openIdentityDatabase(getIdentity().databaseUrl);
      const codes = createRecoveryCodeStore(store, eventRecorder({ id: 'r', viewer: customer.viewer }));
      const fail = () => Promise.reject(new Error('unavailable'));

      const used = codes.use(customer.account, code.slice(0, 11).replace('-', ''), 'ses_1', fail);

      await expect(used.finally(store.close)).rejects.toThrow('unavailable');
      expect(await remaining(customer)).toBe(10);
    });

    it.each([
      ['is malformed', 'open sesame'],
      ['is unknown', 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567'],
    ])('that %s is refused', async (_, code) => {
      const before = await countObjects(getIdentity());

      expect(await getIdentity().execute(recover, { code })).toEqual(refused);
      expect(await countObjects(getIdentity())).toEqual(before);
    });

    it('is refused with one character changed', async () => {
      const customer = await newCustomer(getIdentity());
      const [code = ''] = await codesFor(customer);
      const last = code.endsWith('A') ? 'B' : 'A';

      expect(await getIdentity().execute(recover, { code: code.slice(0, -1) + last })).toEqual(refused);
      expect(await remaining(customer)).toBe(10);
    });

    it('lets its owner register a passkey, which opens Elite Sessions again', async () => {
      const customer = await newCustomer(getIdentity());
      const [code] = await codesFor(customer);
      const { data } = await getIdentity().execute(recover, { code });
      const viewer = await viewerOf(getIdentity(), data.recoverySignIn.grant.session.id);

      const authenticator = createAuthenticator(origin);
      const response = authenticator.create(await registrationOptions(getIdentity(), { viewer }));
      await getIdentity().execute(finishRegistration, { response }, { viewer });
      const signedIn = await signIn(getIdentity(), { authenticator });

      const { session } = signedIn.data.passkeySignInFinish.grant;
      expect(await viewerOf(getIdentity(), session.id)).toMatchObject({ kind: 'ELITE', id: viewer.id });
    });
  });

  describe('A revoked passkey', () => {
    it('cannot be the last one while there are no recovery codes', async () => {
      const customer = await newCustomer(getIdentity());

      const kept = await revokeAs(customer, customer.passkey);
      await codesFor(customer);
      const revoked = await revokeAs(customer, customer.passkey);

      expect(kept).toEqual({
        revokedId: null,
        credentialId: null,
        userErrors: [{ field: ['id'], code: 'LAST_PASSKEY' }],
      });
      expect(revoked).toEqual({
        revokedId: customer.passkey,
        credentialId: customer.passkey.replace('psk_', ''),
        userErrors: [],
      });
    });

    it('cannot be the last one, also under concurrent revocations', async () => {
      const customer = await newCustomer(getIdentity());
      const { viewer } = customer;
      const response = createAuthenticator(origin).create(await registrationOptions(getIdentity(), { viewer }));
      const { data } = await getIdentity().execute(finishRegistration, { response }, { viewer });
      const ids = [customer.passkey, data.passkeyRegistrationFinish.passkey.id];

      const outcomes = await Promise.all(ids.map((id) => revokeAs(customer, id)));

      expect(outcomes.filter(({ revokedId }) => revokedId)).toHaveLength(1);
      const left = await getIdentity().sql`select id from credential where account_id = ${customer.account}`;
      expect(left).toHaveLength(1);
    });

    it('ends only the sessions it opened, and cannot sign in any more', async () => {
      const customer = await newCustomer(getIdentity());
      const { authenticator, viewer } = customer;
      const [code] = await codesFor(customer);
      const second = createAuthenticator(origin);
      const response = second.create(await registrationOptions(getIdentity(), { viewer }));
      const { data } = await getIdentity().execute(finishRegistration, { response }, { viewer });
      const opened = await signIn(getIdentity(), { authenticator: second });

      const other = { viewer: await viewerOf(getIdentity(), opened.data.passkeySignInFinish.grant.session.id) };
      const { id } = data.passkeyRegistrationFinish.passkey;
      expect((await revokeAs(other, customer.passkey)).userErrors).toEqual([]);

      expect(await getIdentity().redis.zrange(`sessions:${customer.account}`, '0', '-1')).toEqual([
        other.viewer.session,
      ]);
      expect((await signIn(getIdentity(), { authenticator })).data.passkeySignInFinish.grant).toBeNull();
      const own = await getIdentity().execute(revoke, { id }, other);
      expect(own.data.passkeyRevoke.userErrors).toEqual([]);
      expect(own.extensions).toEqual({ cookies: [{ kind: 'CUSTOMER', token: null, maxAge: 0 }] });
      expect(code).toBeDefined();
    });

    it('cannot be older than a recovery in the last 24 hours', async () => {
      const customer = await newCustomer(getIdentity());
      const [code] = await codesFor(customer);
      const { data } = await getIdentity().execute(recover, { code });
      const viewer = await viewerOf(getIdentity(), data.recoverySignIn.grant.session.id);
      const response = createAuthenticator(origin).create(await registrationOptions(getIdentity(), { viewer }));
      const added = await getIdentity().execute(finishRegistration, { response }, { viewer });

      const early = await revokeAs({ viewer }, customer.passkey);
      const ownNew = await revokeAs({ viewer }, added.data.passkeyRegistrationFinish.passkey.id);
      await getIdentity().sql`
        update account set recovered_at = recovered_at - interval '24 hours' where id = ${customer.account}`;
      await getIdentity().sql`
        update credential set created_at = created_at - interval '48 hours' where account_id = ${customer.account}`;
      const late = await revokeAs({ viewer }, customer.passkey);

      expect(early.userErrors).toEqual([{ field: ['id'], code: 'RECOVERY_COOLDOWN' }]);
      expect(ownNew.userErrors).toEqual([]);
      expect(late.userErrors).toEqual([]);
    });

    it('can be revoked only by its owner', async () => {
      const [owner, other] = [await newCustomer(getIdentity()), await newCustomer(getIdentity())];
      await codesFor(owner);

      for (const id of [owner.passkey, 'psk_', 'psk_*', '']) {
        expect((await revokeAs(other, id)).userErrors).toEqual([{ field: ['id'], code: 'NOT_FOUND' }]);
      }
      const left = await getIdentity().sql`select id from credential where account_id = ${owner.account}`;
      expect(left).toHaveLength(1);
    });
  });
}
