import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { keys } from '#kit/graph/session.ts';
import { tokenIn } from '#tests/support/backends/mailbox.ts';
import type { GraphResponse } from '#tests/support/graph.ts';
import { countObjects, register, signIn as signInWithPasskey, viewerOf } from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { type Credentials, payloadFields, signUp, signUpByMail, verify } from '#tests/support/sign-up.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const signIn = `mutation ($email: String!, $password: String!) { customerSignIn(input: {
  email: $email, password: $password, transport: BEARER }) { ${payloadFields} } }`;
const changePassword = `mutation ($input: CustomerPasswordUpdateInput!) { customerPasswordUpdate(input: $input) {
  endedSessions userErrors { field code } } }`;
const refused = {
  data: {
    customerSignIn: {
      grant: null,
      userErrors: [{ field: null, code: 'NOT_ACCEPTED', message: 'This was not accepted. Try again.' }],
    },
  },
};
const password = 'correct horse battery staple';

/** Customers with an e-mail address and a password, which Medusa stores. */
export function passwordSuite(getIdentity: () => TestIdentity): void {
  const someone = () => ({ email: `${randomUUID()}@axiom.example`, password });
  const sessionOf = async (query: string, credentials: object, forwarded: Partial<ForwardedContext> = {}) => {
    return opened(await getIdentity().execute(query, { ...credentials }, forwarded));
  };
  const opened = async ({ data }: GraphResponse) => {
    const { grant } = Object.values(data)[0] as { grant: { session: { id: string; methods: string[] } } };
    return { ...grant.session, viewer: await viewerOf(getIdentity(), grant.session.id) };
  };
  const join = async (credentials: Credentials) => opened(await signUpByMail(getIdentity(), credentials));

  describe('A customer with a password', () => {
    it('signs up and signs in to the same account, which is linked in Medusa', async () => {
      const credentials = someone();

      const first = await join(credentials);
      const second = await sessionOf(signIn, { ...credentials, email: ` ${credentials.email.toUpperCase()}` });

      const customer = getIdentity().register.passwords.get(credentials.email)?.id;
      const account = first.viewer.account as string;
      expect(first.viewer).toMatchObject({ kind: 'CUSTOMER', id: customer, scopes: ['account'] });
      expect([first.methods, second.methods]).toEqual([['pwd'], ['pwd']]);
      expect(second.viewer.account).toBe(account);
      expect(getIdentity().register.links.get(account)).toBe(customer);
      const events = await getIdentity()
        .sql`select action, detail from audit_event where account_id = ${account} order by id`;
      expect([...events]).toEqual([
        { action: 'account.created', detail: {} },
        { action: 'email.verified', detail: {} },
        { action: 'session.opened', detail: { method: 'pwd', session: first.id } },
        { action: 'session.opened', detail: { method: 'pwd', session: second.id } },
      ]);
    });

    it('who signs in again gets a new session in place of the current one', async () => {
      const credentials = someone();
      const { id, viewer } = await join(credentials);
      const second = await sessionOf(signIn, credentials, { viewer });

      expect(await getIdentity().redis.exists(`session:${id}`, `session:${second.id}`)).toBe(1);
    });

    it('changes it, which ends their other sessions; refused for a wrong current password or a short new one', async () => {
      const credentials = someone();
      const { viewer } = await join(credentials);
      const other = await sessionOf(signIn, credentials);
      const change = async (currentPassword: string, newPassword: string) => {
        const variables = { input: { currentPassword, newPassword } };
        return (await getIdentity().execute(changePassword, variables, { viewer })).data.customerPasswordUpdate;
      };
      const short = await change(password, 'short');
      const wrong = await change(`${password}!`, 'another long password');
      const otherBefore = await getIdentity().redis.exists(`session:${other.id}`);
      const right = await change(password, 'another long password');

      expect(short).toEqual({
        endedSessions: null,
        userErrors: [{ field: ['input', 'newPassword'], code: 'INVALID' }],
      });
      expect(wrong).toEqual({
        endedSessions: null,
        userErrors: [{ field: ['input', 'currentPassword'], code: 'NOT_ACCEPTED' }],
      });
      expect([otherBefore, right]).toEqual([1, { endedSessions: 1, userErrors: [] }]);
      expect(await getIdentity().redis.exists(`session:${other.id}`)).toBe(0);
      expect(await getIdentity().redis.exists(keys.notBefore(viewer.id))).toBe(1);
      expect((await getIdentity().execute(signIn, credentials)).data.customerSignIn.userErrors).toHaveLength(1);
      await sessionOf(signIn, { ...credentials, password: 'another long password' });
      const events = await getIdentity().sql`
        select action from audit_event where account_id = ${viewer.account as string} and action like 'password.%' order by id`;
      expect(events.map(({ action }) => action)).toEqual(['password.refused', 'password.changed']);
    });

    it('is not signed in when all their sessions were ended while the password was checked', async () => {
      const credentials = someone();
      const { viewer } = await join(credentials);
      await getIdentity().redis.set(keys.notBefore(viewer.id), Date.now() + 60_000, 'EX', 60);

      expect(await getIdentity().execute(signIn, credentials)).toEqual(refused);
      expect(await getIdentity().redis.zcard(keys.customerIndex(viewer.account as string))).toBe(1);
    });

    it('can add a passkey and stays the same customer', async () => {
      const { viewer } = await join(someone());
      const authenticator = createAuthenticator(origin);
      await register(getIdentity(), { authenticator, forwarded: { viewer } });

      const { data } = await signInWithPasskey(getIdentity(), { authenticator });
      const elite = await viewerOf(getIdentity(), data.passkeySignInFinish.grant.session.id);

      expect(elite).toMatchObject({ kind: 'ELITE', id: viewer.id, account: viewer.account });
    });

    it.each<[string, string, object]>([
      ['an invalid address', 'email', { email: 'ada' }],
      ['a long address', 'email', { email: `${'a'.repeat(250)}@b.example` }],
      ['a password of 11 characters', 'password', { password: 'p'.repeat(11) }],
      ['a password of 129 characters', 'password', { password: 'p'.repeat(129) }],
      ['an empty name', 'firstName', { firstName: ' ' }],
    ])('is not signed up with %s', async (_, field, wrong) => {
      const before = await countObjects(getIdentity());
      const answer = await getIdentity().execute(signUp, { ...someone(), ...wrong });

      const userErrors = [{ field: ['input', field], code: 'INVALID', message: expect.any(String) }];
      expect(answer).toEqual({ data: { customerSignUp: { isPending: false, grant: null, userErrors } } });
      expect(await countObjects(getIdentity())).toEqual(before);
    });

    it('is the same for every Unicode form of the password and of the address', async () => {
      const spelled = 'pässwörd of ünïcödé'.normalize('NFD');
      const name = randomUUID();
      const email = `${name}@xn--mnchen-3ya.example`;
      await getIdentity().execute(signUp, { email: ` ${name}@münchen.example `, password: spelled });
      const token = tokenIn(await getIdentity().mail(email));
      await getIdentity().execute(verify, { token, password: spelled });

      expect(getIdentity().register.passwords.get(email)?.password).toBe(spelled.normalize('NFC'));
      await sessionOf(signIn, { email, password: spelled });
      await sessionOf(signIn, { email: `${name.toUpperCase()}@MÜNCHEN.example`, password: spelled.normalize('NFC') });
    });

    it('signs in with a password that was stored before normalisation, and changes it', async () => {
      const spelled = 'pässwörd of ünïcödé'.normalize('NFD');
      const credentials = { ...someone(), password: spelled.normalize('NFC') };
      const { viewer } = await join(credentials);
      const kept = getIdentity().register.passwords.get(credentials.email) as { password: string };
      kept.password = spelled;

      await sessionOf(signIn, credentials);
      await sessionOf(signIn, { ...credentials, password: spelled });
      const input = { currentPassword: credentials.password, newPassword: 'another löng password'.normalize('NFD') };
      const { data } = await getIdentity().execute(changePassword, { input }, { viewer });

      expect(data.customerPasswordUpdate.userErrors).toEqual([]);
      expect(getIdentity().register.passwords.get(credentials.email)?.password).toBe(
        'another löng password'.normalize('NFC'),
      );
    });

    it.each([
      ['a leaked password', 'Password12345'],
      ['the name in the address', 'Babbage-1833!'],
    ])('is not signed up with a common password: %s', async (_, common) => {
      const before = await countObjects(getIdentity());
      const variables = { email: 'babbage@axiom.example', password: common, firstName: 'Charles' };
      const answer = await getIdentity().execute(signUp, variables);

      const userErrors = [{ field: ['input', 'password'], code: 'PASSWORD_TOO_COMMON', message: expect.any(String) }];
      expect(answer).toEqual({ data: { customerSignUp: { isPending: false, grant: null, userErrors } } });
      expect(await countObjects(getIdentity())).toEqual(before);
    });

    it('has the length of a password counted in characters, not in UTF-16 code units', async () => {
      const credentials = { ...someone(), password: '🜁🜂🜃🜄🝆🝇🝈🝉🝊🝋🝌' };
      const short = await getIdentity().execute(signUp, credentials);
      const long = await getIdentity().execute(signUp, { ...credentials, password: `${credentials.password}🝍` });

      expect(short.data.customerSignUp.userErrors).toMatchObject([{ code: 'INVALID' }]);
      expect(long.data.customerSignUp).toEqual({ isPending: true, grant: null, userErrors: [] });
    });

    it('gets the same error for a wrong password as for an unknown address, and the audit log names neither', async () => {
      const known = someone();
      await join(known);
      const before = await countObjects(getIdentity());

      const wrong = { ...known, password: `${password}!` };
      const unknown = someone();
      const answers = await Promise.all(
        [wrong, unknown].map((credentials) => getIdentity().execute(signIn, credentials)),
      );

      expect(answers).toEqual([refused, refused]);
      expect(await countObjects(getIdentity())).toEqual(before);
      const events = await getIdentity().sql`
        select audit_event::text as text from audit_event where action = 'account.sign_in_failed'`;
      const text = JSON.stringify([...events]);
      expect(events.length).toBeGreaterThanOrEqual(2);
      for (const secret of [known.email, unknown.email, password]) expect(text).not.toContain(secret);
    });

    it('gets an error while Medusa is unavailable, and no session', async () => {
      const credentials = someone();
      await join(credentials);
      const pending = someone();
      await getIdentity().execute(signUp, pending);
      const token = tokenIn(await getIdentity().mail(pending.email));
      const before = await countObjects(getIdentity());
      getIdentity().register.state.fails = 'before';
      const answers = [
        await getIdentity().execute(signIn, credentials),
        await getIdentity().execute(verify, { token, password }),
      ];
      getIdentity().register.state.fails = undefined;
      const after = await countObjects(getIdentity());

      expect(answers.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([
        ['BACKEND_UNAVAILABLE'],
        ['BACKEND_UNAVAILABLE'],
      ]);
      expect(after).toEqual(before);
      // The link is still valid.
      expect((await getIdentity().execute(verify, { token, password })).data.customerEmailVerify.isVerified).toBe(true);
    });

    it('is limited to five passwords for one e-mail address from one IP address, and to five sign-ups from one IP address', async () => {
      const client = { origin, address: '198.51.100.77' };
      const { email } = someone();
      const codesOf = async (attempt: () => ReturnType<TestIdentity['execute']>) => {
        const answers = await Promise.all(Array.from({ length: 6 }, attempt));
        return answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? 'none').sort();
      };

      const five = Array(5).fill('none');
      expect(await codesOf(() => getIdentity().execute(signIn, { email, password }, { client }))).toEqual([
        'THROTTLED',
        ...five,
      ]);
      expect(await codesOf(() => getIdentity().execute(signUp, someone(), { client }))).toEqual(['THROTTLED', ...five]);
    });
  });
}
