import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { mailsTo, nextMail, nextToken, tokenIn } from '#tests/support/backends/mailbox.ts';
import { census, newCustomer, register, viewerOf } from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { type Credentials, signUp, signUpByMail, signUpToken, verify } from '#tests/support/sign-up.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const signIn = `mutation ($email: String!, $password: String!) { customerSignIn(input: { email: $email, password: $password,
  transport: BEARER }) { grant { session { id } } userErrors { code } } }`;
const request = `mutation ($email: String!) { customerPasswordResetRequest(input: { email: $email }) {
  isRequested userErrors { field code } } }`;
const reset = `mutation ($token: String!, $newPassword: String!) { customerPasswordReset(input: { token: $token,
  newPassword: $newPassword }) { endedSessions userErrors { field code } } }`;
const sendAgain = 'mutation { customerEmailVerificationSend { isSent userErrors { code } } }';
const password = 'correct horse battery staple';
const newPassword = 'another long password';
const notAccepted = [{ field: null, code: 'NOT_ACCEPTED' }];
const pending = { isPending: true, grant: null, userErrors: [] };

/** How customers prove their addresses and reset their passwords, by mail. */
export function addressSuite(given: () => TestIdentity): void {
  const someone = (): Credentials => ({ email: `${randomUUID()}@axiom.example`, password });
  const proved = async (credentials: Credentials) => {
    const { data } = await signUpByMail(given(), credentials);
    return viewerOf(given(), data.customerEmailVerify.grant.session.id);
  };
  /** A customer of the store's own REST, who has proved nothing, signed in to the graph. */
  const unproved = async ({ email, password }: Credentials) => {
    given().register.passwords.set(email, { password, id: `cus_${randomUUID()}` });
    const { data } = await given().execute(signIn, { email, password });
    return viewerOf(given(), data.customerSignIn.grant.session.id);
  };
  const follow = async (token: string, given_?: string, viewer?: Viewer) =>
    (await given().execute(verify, { token, password: given_ }, viewer && { viewer })).data.customerEmailVerify;
  const pendingToken = (credentials: Credentials) => signUpToken(given(), credentials);
  const resetToken = async (email: string) => {
    const before = (await mailsTo(given().mailbox, email)).length;
    await given().execute(request, { email });
    return nextToken(given().mailbox, email, before);
  };
  const resetWith = async (token: string, chosen = newPassword) =>
    (await given().execute(reset, { token, newPassword: chosen })).data.customerPasswordReset;
  const expire = (token: string) => given().sql`
    update mail_link set expires_at = now() - interval '1 second' where token_hash = ${createHash('sha256').update(token).digest()}`;
  const isOpen = async (session: string) => (await given().redis.exists(`session:${session}`)) === 1;

  describe('A sign-up', () => {
    it('makes a customer when the link in the mail is followed with the password, and not before', async () => {
      const credentials = someone();
      const before = await census(given());
      const begun = await given().execute(signUp, { ...credentials });
      const mail = await given().mail(credentials.email);
      const meanwhile = await census(given());
      const signedIn = await given().execute(signIn, { ...credentials });
      const { isVerified, grant } = await follow(tokenIn(mail), password);
      const viewer = await viewerOf(given(), grant.session.id);

      expect(begun.data.customerSignUp).toEqual(pending);
      expect(meanwhile).toEqual(before);
      expect(signedIn.data.customerSignIn.userErrors).toEqual([{ code: 'NOT_ACCEPTED' }]);
      expect(mail.subject).toBe('Confirm your e-mail address for AXIOM');
      expect(mail.text).toContain(`http://localhost:4000/account/verify#token=${tokenIn(mail)}`);
      expect([isVerified, viewer.kind]).toEqual([true, 'CUSTOMER']);
      expect(given().register.proofs.get(viewer.id)).toBe(credentials.email);
    });

    it('with an address that has an account is answered byte for byte alike, and its owner is told by mail', async () => {
      const known = someone();
      const viewer = await proved(known);
      const rows = () =>
        given().sql`select (select count(*)::int from mail_link) as links, (select count(*)::int from mail) as mails`;
      const differences: unknown[] = [];
      const answers: string[] = [];
      for (const { email } of [known, someone()]) {
        const [before] = await rows();
        answers.push(JSON.stringify(await given().execute(signUp, { email, password: 'a stranger chooses this' })));
        const [after] = await rows();
        differences.push([after?.links - before?.links, after?.mails - before?.mails]);
      }
      const { subject, text } = await given().mail(known.email, 1);

      expect(answers[0]).toBe(answers[1]);
      expect(differences).toEqual([
        [1, 1],
        [1, 1],
      ]);
      expect(subject).toBe('You already have an account at AXIOM');
      expect(text).not.toContain('#token=');
      expect(given().register.passwords.get(known.email)).toEqual({ password, id: viewer.id });
    });

    it('is not completed by whoever does not know its password; the link stays good for who does', async () => {
      const credentials = someone();
      const token = await pendingToken(credentials);
      const before = await census(given());

      const wrong = await follow(token, 'the owner’s own password');
      const none = await follow(token);
      const after = await census(given());

      expect(wrong).toMatchObject({
        isVerified: false,
        grant: null,
        userErrors: [{ field: ['input', 'password'], code: 'NOT_ACCEPTED' }],
      });
      expect(none).toMatchObject({ isVerified: false, grant: null, userErrors: [{ code: 'PASSWORD_REQUIRED' }] });
      expect(after).toEqual(before);
      expect((await follow(token, password)).isVerified).toBe(true);
    });

    it('goes on where it was interrupted, and not over an account that has another password', async () => {
      const [own, taken] = [someone(), someone()];
      const [ownToken, takenToken] = [await pendingToken(own), await pendingToken(taken)];
      given().register.passwords.set(own.email, { password, id: `cus_${randomUUID()}` });
      given().register.passwords.set(taken.email, { password: 'another long password', id: `cus_${randomUUID()}` });

      expect(await follow(ownToken, password)).toMatchObject({ isVerified: true, userErrors: [] });
      expect(await follow(takenToken, password)).toMatchObject({ isVerified: false, userErrors: [{ code: 'TAKEN' }] });
    });

    it('of a squatted address is its owner’s, since another’s link never reaches the squatter', async () => {
      const { email } = someone();
      const squatter = await pendingToken({ email, password: 'the squatter’s password' });
      // Left over the store's REST: a password without a customer.
      given().register.passwords.set(email, { password: 'the squatter’s password' });
      await given().execute(signUp, { email, password });
      const own = tokenIn(await given().mail(email, 1));

      expect((await follow(own, password)).isVerified).toBe(true);
      expect(await follow(squatter, 'the squatter’s password')).toMatchObject({
        isVerified: false,
        userErrors: notAccepted,
      });
      expect(given().register.passwords.get(email)).toMatchObject({ password });
    });
  });

  describe('A link', () => {
    it('works once, also when it is followed twice at once', async () => {
      const credentials = someone();
      const token = await pendingToken(credentials);
      const both = await Promise.all([follow(token, password), follow(token, password)]);
      const later = await follow(token, password);

      expect(both.filter(({ isVerified }) => isVerified)).toHaveLength(1);
      expect(both.filter(({ isVerified }) => !isVerified)).toMatchObject([{ grant: null, userErrors: notAccepted }]);
      expect(later).toMatchObject({ isVerified: false, userErrors: notAccepted });
    });

    it.each<[string, (token: string) => Promise<string> | string]>([
      ['another character', (token) => `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`],
      ['more characters', (token) => `${token}A`],
      ['nothing in it', () => ''],
      [
        'its time over',
        async (token) => {
          await expire(token);
          return token;
        },
      ],
    ])('with %s is not accepted, and changes nothing', async (_, tamper) => {
      const { email } = someone();
      const [signingUp, resetting] = [await pendingToken({ email, password }), await resetTokenOfNobody(email)];
      const before = await census(given());

      expect(await follow(await tamper(signingUp), password)).toMatchObject({ userErrors: notAccepted });
      expect(await resetWith(await tamper(resetting))).toEqual({ endedSessions: null, userErrors: notAccepted });
      expect(await census(given())).toEqual(before);
    });

    it('serves its own purpose alone', async () => {
      const known = someone();
      await proved(known);
      const [forReset, forSignUp] = [await resetToken(known.email), await pendingToken(someone())];

      expect(await follow(forReset, password)).toMatchObject({ isVerified: false, userErrors: notAccepted });
      expect(await resetWith(forSignUp)).toEqual({ endedSessions: null, userErrors: notAccepted });
      expect((await resetWith(forReset)).userErrors).toEqual([]);
    });

    it('is kept as a hash, its mail encrypted, and nothing of it once the mail is sent', async () => {
      const { email } = someone();
      const token = await pendingToken({ email, password });
      const rows = await given().sql`
        select mail_link::text as text from mail_link union all select mail::text from mail
        union all select audit_event::text from audit_event`;
      const kept = JSON.stringify([...rows]);
      const [row] = await given()
        .sql`select count(*)::int as open from mail where sent_at is not null and content_jwe is not null`;

      for (const secret of [email, token, password]) expect(kept).not.toContain(secret);
      expect(row?.open).toBe(0);
    });
  });

  describe('A customer who signed up over the store’s REST', () => {
    it('proves the address by a link that is mailed to it, once', async () => {
      const credentials = someone();
      const viewer = await unproved(credentials);
      const sent = await given().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await given().mail(credentials.email));
      const before = given().register.proofs.get(viewer.id);
      const followed = await follow(token, undefined, viewer);
      const again = await given().execute(sendAgain, {}, { viewer });

      expect(sent.data.customerEmailVerificationSend).toEqual({ isSent: true, userErrors: [] });
      expect([before, followed, given().register.proofs.get(viewer.id)]).toEqual([
        undefined,
        { isVerified: true, grant: null, userErrors: [] },
        credentials.email,
      ]);
      expect(again.data.customerEmailVerificationSend).toEqual({ isSent: false, userErrors: [] });
    });

    it('proves no address that they do not have any more', async () => {
      const credentials = someone();
      const viewer = await unproved(credentials);
      await given().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await given().mail(credentials.email));
      const { passwords } = given().register;
      passwords.set(someone().email, passwords.get(credentials.email) as { password: string });
      passwords.delete(credentials.email);

      expect(await follow(token, undefined, viewer)).toMatchObject({ isVerified: false, userErrors: notAccepted });
      expect(given().register.proofs.has(viewer.id)).toBe(false);
    });

    it('does not have their address proved by its owner, who follows the link and cannot open the account', async () => {
      const [stranger, other] = [someone(), someone()];
      const viewer = await unproved(stranger);
      const owner = await proved(other);
      await given().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await given().mail(stranger.email));
      const refusals = [
        await follow(token),
        await follow(token, undefined, owner),
        await follow(token, 'the owner’s own password'),
      ];
      const before = given().register.proofs.get(viewer.id);

      expect(refusals).toMatchObject(
        ['PASSWORD_REQUIRED', 'PASSWORD_REQUIRED', 'NOT_ACCEPTED'].map((code) => ({
          isVerified: false,
          userErrors: [{ field: ['input', 'password'], code }],
        })),
      );
      expect(before).toBeUndefined();
      expect((await follow(token, stranger.password)).isVerified).toBe(true);
      expect(given().register.proofs.get(viewer.id)).toBe(stranger.email);
    });

    it('is sent nothing without the scope, and a customer without an address is told so', async () => {
      const { viewer } = await newCustomer(given());
      const nobody = await given().execute(sendAgain);
      const elite = await given().execute(sendAgain, {}, { viewer });

      expect(nobody.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
      expect(elite.data.customerEmailVerificationSend).toEqual({ isSent: false, userErrors: [{ code: 'INVALID' }] });
    });
  });

  describe('A forgotten password', () => {
    it('is replaced by a link, which ends all sessions and opens none; the one before no longer works', async () => {
      const credentials = someone();
      const viewer = await proved(credentials);
      const other = await given().execute(signIn, { ...credentials });
      const token = await resetToken(credentials.email);
      const done = await resetWith(token);
      const told = await nextMail(given().mailbox, credentials.email, 0, ({ subject }) =>
        subject.startsWith('Your password'),
      );

      expect(done).toEqual({ endedSessions: 2, userErrors: [] });
      expect([await isOpen(viewer.session), await isOpen(other.data.customerSignIn.grant.session.id)]).toEqual([
        false,
        false,
      ]);
      expect((await given().execute(signIn, { ...credentials })).data.customerSignIn.grant).toBeNull();
      const signedIn = await given().execute(signIn, { email: credentials.email, password: newPassword });
      expect(signedIn.data.customerSignIn.userErrors).toEqual([]);
      expect(told.subject).toBe('Your password was changed at AXIOM');
      const events = await given().sql`
        select action, detail from audit_event where account_id = ${viewer.account as string} and action = 'password.reset'`;
      expect([...events]).toEqual([{ action: 'password.reset', detail: { wasProved: true } }]);
    });

    it('is asked for with one answer for all addresses; who has no account is told so by mail', async () => {
      const [known, unknown] = [someone(), someone()];
      await proved(known);
      const answers = await Promise.all([known, unknown].map(({ email }) => given().execute(request, { email })));
      const { subject, text } = await given().mail(unknown.email);

      expect(JSON.stringify(answers[0])).toBe(JSON.stringify(answers[1]));
      expect(answers[0]?.data.customerPasswordResetRequest).toEqual({ isRequested: true, userErrors: [] });
      expect(subject).toBe('There is no account at AXIOM with this address');
      expect(text).not.toContain('#token=');
    });

    it('is not replaced by a common one, and the link stays good; nor by a link that a newer one voids', async () => {
      const credentials = someone();
      await proved(credentials);
      const [older, newer] = [await resetToken(credentials.email), await resetToken(credentials.email)];

      expect((await resetWith(older)).userErrors).toEqual(notAccepted);
      expect((await resetWith(newer, 'Password12345')).userErrors).toEqual([
        { field: ['input', 'newPassword'], code: 'PASSWORD_TOO_COMMON' },
      ]);
      expect((await resetWith(newer)).userErrors).toEqual([]);
    });

    it('takes away what a stranger added to an account whose address nobody had proved, and nothing from others', async () => {
      const [squatted, own] = [someone(), someone()];
      const passkeysAfter: number[] = [];
      for (const [credentials, viewer] of [
        [squatted, await unproved(squatted)],
        [own, await proved(own)],
      ] as const) {
        await register(given(), { authenticator: createAuthenticator(origin), forwarded: { viewer } });
        const done = await resetWith(await resetToken(credentials.email));
        expect(done.userErrors).toEqual([]);
        const [row] = await given()
          .sql`select count(*)::int from credential where account_id = ${viewer.account as string}`;
        passkeysAfter.push(row?.count);
      }

      expect(passkeysAfter).toEqual([0, 1]);
    });
  });

  describe('The owner of an account', () => {
    const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1';
    const laptop = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

    it('is told by mail of what may not have been them: a device, a password, a passkey, recovery codes', async () => {
      const credentials = someone();
      const viewer = await proved(credentials);
      const from = (userAgent: string) => ({ client: { origin, address: '192.0.2.200', userAgent } });
      await given().execute(signIn, { ...credentials }, from(iphone));
      await given().execute(signIn, { ...credentials }, from(iphone));
      await given().execute(signIn, { ...credentials }, from(laptop));
      const registered = await register(given(), { authenticator: createAuthenticator(origin), forwarded: { viewer } });
      await given().execute('mutation { recoveryCodesGenerate { codes } }', {}, { viewer });
      const { id } = registered.data.passkeyRegistrationFinish.passkey;
      await given().execute('mutation ($id: ID!) { passkeyRevoke(id: $id) { revokedId } }', { id }, { viewer });
      const change =
        'mutation ($input: CustomerPasswordUpdateInput!) { customerPasswordUpdate(input: $input) { endedSessions } }';
      await given().execute(change, { input: { currentPassword: password, newPassword } }, { viewer });
      await nextMail(given().mailbox, credentials.email, 0, ({ subject }) => subject.startsWith('Your password'));
      const mails = await mailsTo(given().mailbox, credentials.email);
      const devices = mails.filter(({ subject }) => subject === 'A new device signed in at AXIOM');

      expect(
        mails
          .slice(1)
          .map(({ subject }) => subject)
          .sort(),
      ).toEqual(
        [
          'A new device signed in at AXIOM',
          'A new device signed in at AXIOM',
          'A passkey was added at AXIOM',
          'A passkey was removed at AXIOM',
          'New recovery codes were created at AXIOM',
          'Your password was changed at AXIOM',
        ].sort(),
      );
      expect(devices.map(({ text }) => /UTC, from (.*)\.$/m.exec(text)?.[1]).sort()).toEqual([
        'Firefox on Linux',
        'Safari on iPhone',
      ]);
      for (const { text } of mails.slice(1)) expect(text).toContain('http://localhost:4000/account/reset\n');
    });

    it('is not told of what was refused', async () => {
      const credentials = someone();
      const viewer = await proved(credentials);
      const change =
        'mutation ($input: CustomerPasswordUpdateInput!) { customerPasswordUpdate(input: $input) { endedSessions } }';
      await given().execute(change, { input: { currentPassword: 'not the password', newPassword } }, { viewer });
      const [row] = await given().sql`
        select count(*)::int from mail where account_id = ${viewer.account as string} and kind = 'PASSWORD_CHANGED'`;

      expect(row?.count).toBe(0);
    });
  });

  describe('The mails to one address', () => {
    it('are five at once, whatever they are for and wherever they are asked for', async () => {
      const { email } = someone();
      const asked = await Promise.all(Array.from({ length: 3 }, () => given().execute(request, { email })));
      const begun = await Promise.all(Array.from({ length: 3 }, () => given().execute(signUp, { email, password })));
      const codes = [...asked, ...begun].flatMap(
        ({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? [],
      );

      expect(codes).toEqual(['THROTTLED']);
    });
  });

  /** A reset link for an address without an account, which is mailed nowhere: made as the request makes it. */
  async function resetTokenOfNobody(email: string): Promise<string> {
    const known = { email, password };
    given().register.passwords.set(email, { password, id: `cus_${randomUUID()}` });
    const token = await resetToken(known.email);
    given().register.passwords.delete(email);
    return token;
  }
}
