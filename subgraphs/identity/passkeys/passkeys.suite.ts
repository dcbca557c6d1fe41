import { describe, expect, it } from '@jest/globals';
import {
  beginRegistration,
  type Customer,
  countObjects,
  finishRegistration,
  finishSignIn,
  newCustomer,
  register,
  registrationOptions,
  signIn,
  signInOptions,
  viewerOf,
} from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator, flags } from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const passkeysOf = async (identity: TestIdentity, { viewer }: Customer) =>
  (await identity.execute('{ viewer { passkeys { id name lastUsedAt } } }', {}, { viewer })).data.viewer.passkeys;

export function passkeySuite(getIdentity: () => TestIdentity): void {
  describe('An anonymous viewer who registers a passkey', () => {
    it('gets an account, a customer and an Elite Session immediately', async () => {
      const identity = getIdentity();
      const before = await countObjects(identity);
      const userAgent =
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15';
      const forwarded = { market: { country: 'FR' }, client: { userAgent } };

      const { data, errors } = await register(identity, { forwarded });

      const { passkey, grant, userErrors } = data.passkeyRegistrationFinish;
      expect([errors, userErrors]).toEqual([undefined, []]);
      expect(passkey).toEqual({
        id: expect.stringMatching(/^psk_[\w-]{43}$/),
        name: 'Safari on Mac',
        createdAt: expect.any(String),
        lastUsedAt: null,
        isSynced: true,
        isBackedUp: true,
        transports: ['internal'],
      });
      const { createdAt } = grant.session;
      expect(grant).toEqual({
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        session: {
          id: expect.stringMatching(/^ses_[\w-]{22}$/),
          isCurrent: false,
          createdAt,
          authenticatedAt: createdAt,
          methods: ['passkey', 'mfa', 'pop', 'user'],
          lastSeenAt: createdAt,
          expiresAt: new Date(Date.parse(createdAt) + 30 * 86_400_000).toISOString(),
          device: 'Safari on Mac',
          countryCode: 'FR',
        },
      });
      const { kind, scopes, account, id } = await viewerOf(identity, grant.session.id);
      expect([kind, scopes]).toEqual(['ELITE', ['account']]);
      expect(identity.register.customers.get(account as string)).toEqual({ id, name: 'AXIOM customer' });
      expect(await countObjects(identity)).toEqual({
        ...before,
        accounts: (before.accounts as number) + 1,
        credentials: (before.credentials as number) + 1,
        customers: (before.customers as number) + 1,
        sessions: (before.sessions as number) + 1,
      });
      const events =
        await identity.sql`select action from audit_event where account_id = ${account as string} order by id`;
      expect(events.map(({ action }) => action)).toEqual(['account.created', 'credential.added', 'session.opened']);
    });

    it('gets options for a discoverable passkey with user verification, without attestation, and with the given name', async () => {
      const { data } = await getIdentity().execute(
        'mutation { passkeyRegistrationBegin(input: { displayName: " Ada " }) { options userErrors { code } } }',
      );

      expect(data.passkeyRegistrationBegin).toEqual({
        options: {
          challenge: expect.stringMatching(/^[\w-]{43}$/),
          rp: { id: 'localhost', name: 'AXIOM' },
          user: { id: expect.stringMatching(/^[\w-]{22}$/), name: 'Ada', displayName: 'Ada' },
          pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' })),
          timeout: 300_000,
          attestation: 'none',
          excludeCredentials: [],
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          extensions: { credProps: true },
          hints: [],
        },
        userErrors: [],
      });
    });

    it.each([
      ['ES256 and no attestation', -7, 'none'],
      ['ES256 and self attestation', -7, 'self'],
      ['EdDSA and self attestation', -8, 'self'],
    ] as const)('may use a key with %s', async (_, algorithm, attestation) => {
      const authenticator = createAuthenticator(origin, algorithm);

      const registered = await register(getIdentity(), { authenticator, deviation: { attestation } });
      const signedIn = await signIn(getIdentity(), { authenticator });

      expect(registered.data.passkeyRegistrationFinish.userErrors).toEqual([]);
      expect(signedIn.data.passkeySignInFinish.userErrors).toEqual([]);
    });

    it.each(['', ' ', 'x'.repeat(65), 'a\u0007b'])('cannot have the name %j', async (displayName) => {
      const { data } = await getIdentity().execute(
        'mutation ($name: String) { passkeyRegistrationBegin(input: { displayName: $name }) { options userErrors { field code } } }',
        { name: displayName },
      );

      expect(data.passkeyRegistrationBegin).toEqual({
        options: null,
        userErrors: [{ field: ['input', 'displayName'], code: 'INVALID' }],
      });
    });
  });

  describe('A passkey', () => {
    it('signs its owner in without a user name, and updates the signature counter', async () => {
      const identity = getIdentity();
      const { authenticator, viewer, account, passkey } = await newCustomer(identity);

      const deviation = { counter: 7, flags: flags.UP | flags.UV | flags.BE };
      const { data } = await signIn(identity, { authenticator, deviation });

      const { grant, userErrors } = data.passkeySignInFinish;
      expect(userErrors).toEqual([]);
      expect(await viewerOf(identity, grant.session.id)).toEqual({
        ...viewer,
        session: grant.session.id,
        authTime: expect.any(Number),
      });
      const [row] =
        await identity.sql`select counter, backed_up, last_used_at from credential where account_id = ${account}`;
      expect(row).toEqual({ counter: '7', backed_up: false, last_used_at: expect.any(Date) });
      const [listed] = await passkeysOf(identity, { authenticator, viewer, account, passkey });
      expect(listed).toEqual({ id: passkey, name: 'Passkey', lastUsedAt: expect.any(String) });
    });

    it('is requested with the same options for every viewer', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const issued = await Promise.all([signInOptions(getIdentity()), signInOptions(getIdentity(), { viewer })]);

      for (const options of issued) {
        expect(options).toEqual({
          rpId: 'localhost',
          challenge: expect.stringMatching(/^[\w-]{43}$/),
          timeout: 300_000,
          userVerification: 'required',
        });
      }
    });

    it('is added to the account of the viewer, in addition to its other passkeys', async () => {
      const identity = getIdentity();
      const customer = await newCustomer(identity);
      const { viewer } = customer;
      const second = createAuthenticator(origin, -7);

      const options = await registrationOptions(identity, { viewer });
      const { data } = await identity.execute(
        finishRegistration,
        { response: second.create(options), name: 'Key' },
        { viewer },
      );

      expect(options.excludeCredentials).toEqual([
        { id: customer.passkey.replace('psk_', ''), transports: ['internal'], type: 'public-key' },
      ]);
      expect(data.passkeyRegistrationFinish).toMatchObject({ passkey: { name: 'Key' }, grant: null, userErrors: [] });
      expect((await passkeysOf(identity, customer)).map(({ name }: { name: string }) => name)).toEqual([
        'Key',
        'Passkey',
      ]);
      const signedIn = await signIn(identity, { authenticator: second });
      const { session } = signedIn.data.passkeySignInFinish.grant;
      expect((await viewerOf(identity, session.id)).id).toBe(viewer.id);
    });

    it('is not added after an old authentication', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const stale = { ...viewer, authTime: (viewer.authTime as number) - 301 };

      const { data, errors } = await getIdentity().execute(beginRegistration, {}, { viewer: stale });

      expect(data.passkeyRegistrationBegin).toBeNull();
      expect(errors?.[0]?.extensions).toEqual({ code: 'STEP_UP_REQUIRED', maxAge: 300 });
    });

    it('is one of at most 20', async () => {
      const identity = getIdentity();
      const { viewer, account } = await newCustomer(identity);
      const options = await registrationOptions(identity, { viewer });
      await identity.sql`
        insert into credential (id, account_id, public_key, counter, device_type, backed_up, name)
        select decode(md5(number::text || ${account}), 'hex'), ${account}, '', 0, 'multiDevice', false, 'x'
        from generate_series(1, 19) as number`;

      const begun = await identity.execute(beginRegistration, {}, { viewer });
      const response = createAuthenticator(origin).create(options);
      const finished = await identity.execute(finishRegistration, { response }, { viewer });

      const refused = [{ field: null, code: 'TOO_MANY', message: 'An account has at most 20 passkeys.' }];
      expect(begun.data.passkeyRegistrationBegin).toEqual({ options: null, userErrors: refused });
      expect(finished.data.passkeyRegistrationFinish).toEqual({ passkey: null, grant: null, userErrors: refused });
    });

    it('is renamed only by its owner', async () => {
      const identity = getIdentity();
      const [owner, other] = [await newCustomer(identity), await newCustomer(identity)];
      const rename = `mutation ($id: ID!, $name: String!) {
        passkeyRename(id: $id, name: $name) { passkey { name } userErrors { field code } } }`;
      const renameAs = async ({ viewer }: Customer, id: string, name: string) =>
        (await identity.execute(rename, { id, name }, { viewer })).data.passkeyRename;

      const refused = (field: string, code: string) => ({ passkey: null, userErrors: [{ field: [field], code }] });
      expect(await renameAs(other, owner.passkey, 'Mine')).toEqual(refused('id', 'NOT_FOUND'));
      expect(await renameAs(owner, 'psk_%', 'Mine')).toEqual(refused('id', 'NOT_FOUND'));
      expect(await renameAs(owner, owner.passkey, ' ')).toEqual(refused('name', 'INVALID'));
      expect(await renameAs(owner, owner.passkey, ' Key in the drawer ')).toEqual({
        passkey: { name: 'Key in the drawer' },
        userErrors: [],
      });
      expect(await passkeysOf(identity, owner)).toMatchObject([{ name: 'Key in the drawer' }]);
    });

    it('renews the authentication of the viewer, and the previous session ends', async () => {
      const identity = getIdentity();
      const { authenticator, viewer } = await newCustomer(identity);
      const options = await signInOptions(identity, { viewer });

      const response = authenticator.get(options);
      const { data } = await identity.execute(finishSignIn, { response }, { viewer });

      const { session } = data.passkeySignInFinish.grant;
      expect(session.id).not.toBe(viewer.session);
      expect(await identity.redis.exists(`session:${viewer.session}`)).toBe(0);
      const { sessions } = (await identity.execute('{ viewer { sessions { id } } }', {}, { viewer })).data.viewer;
      expect(sessions).toEqual([{ id: session.id }]);
    });
  });

  describe('Registration', () => {
    it('leaves nothing incomplete when Medusa fails: the next sign-in completes it', async () => {
      const identity = getIdentity();
      const before = await countObjects(identity);
      const authenticators = Array.from({ length: 100 }, () => createAuthenticator(origin));
      const failures = ['before', undefined, 'after', undefined] as const;

      for (let start = 0; start < 100; start += 10) {
        identity.register.state.fails = failures[(start / 10) % 4];
        await Promise.all(
          authenticators.slice(start, start + 10).map((authenticator) => register(identity, { authenticator })),
        );
      }
      identity.register.state.fails = undefined;
      const halfway = await countObjects(identity);
      const [{ waiting } = {}] = await identity.sql`
        select count(*)::int as waiting from account where medusa_customer_id is null`;
      for (const authenticator of authenticators) await signIn(identity, { authenticator });

      const more = (name: string, count: number) => (before[name] as number) + count;
      expect(waiting).toBe(50);
      expect(halfway).toMatchObject({
        accounts: more('accounts', 100),
        credentials: more('credentials', 100),
        sessions: more('sessions', 50),
      });
      expect(await countObjects(identity)).toMatchObject({
        accounts: more('accounts', 100),
        customers: more('customers', 100),
        sessions: more('sessions', 150),
      });
      const orphans = await identity.sql`
        select id from account where medusa_customer_id is null
          or not exists (select from credential where account_id = account.id)`;
      expect([...orphans]).toEqual([]);
    });
  });
}
