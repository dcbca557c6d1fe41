import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { mailsTo, nextMail, tokenIn } from '#tests/support/backends/mailbox.ts';
import { countObjects, newCustomer, register, viewerOf } from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { type Credentials, signUp, signUpToken, verify } from '#tests/support/sign-up.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { createMailSteps, newPassword, notAccepted, password, request, signIn } from './mail-steps.fixture.ts';

const sendAgain = 'mutation { customerEmailVerificationSend { isSent userErrors { code } } }';
const pending = { isPending: true, grant: null, userErrors: [] };

/** Sign-up and e-mail verification by mailed links, and notices to account owners. */
export function addressSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified, unverified, resetToken, resetWith } = createMailSteps(getIdentity);
  const follow = async (token: string, withPassword?: string, viewer?: Viewer) =>
    (await getIdentity().execute(verify, { token, password: withPassword }, viewer && { viewer })).data
      .customerEmailVerify;
  const pendingToken = (credentials: Credentials) => signUpToken(getIdentity(), credentials);
  const expire = (token: string) => getIdentity().sql`
    update mail_link set expires_at = now() - interval '1 second' where token_hash = ${createHash('sha256').update(token).digest()}`;

  describe('A sign-up', () => {
    it('creates the customer when the mailed link is followed with the password, and not before', async () => {
      const credentials = someone();
      const before = await countObjects(getIdentity());
      const begun = await getIdentity().execute(signUp, { ...credentials });
      const mail = await getIdentity().mail(credentials.email);
      const pendingCensus = await countObjects(getIdentity());
      const signedIn = await getIdentity().execute(signIn, { ...credentials });
      const { isVerified, grant } = await follow(tokenIn(mail), password);
      const viewer = await viewerOf(getIdentity(), grant.session.id);

      expect(begun.data.customerSignUp).toEqual(pending);
      expect(pendingCensus).toEqual(before);
      expect(signedIn.data.customerSignIn.userErrors).toEqual([{ code: 'NOT_ACCEPTED' }]);
      expect(mail.subject).toBe('Confirm your e-mail address for AXIOM');
      expect(mail.text).toContain(`http://localhost:4000/account/verify#token=${tokenIn(mail)}`);
      expect([isVerified, viewer.kind]).toEqual([true, 'CUSTOMER']);
      expect(getIdentity().register.verified.get(viewer.id)).toBe(credentials.email);
    });

    it('with a known address gets the identical response, and the owner is notified by mail', async () => {
      const known = someone();
      const viewer = await verified(known);
      const rows = () =>
        getIdentity()
          .sql`select (select count(*)::int from mail_link) as links, (select count(*)::int from mail) as mails`;
      const differences: unknown[] = [];
      const responses: string[] = [];
      for (const { email } of [known, someone()]) {
        const [before] = await rows();
        responses.push(
          JSON.stringify(await getIdentity().execute(signUp, { email, password: 'chosen by a stranger' })),
        );
        const [after] = await rows();
        differences.push([after?.links - before?.links, after?.mails - before?.mails]);
      }
      const { subject, text } = await getIdentity().mail(known.email, 1);

      expect(responses[0]).toBe(responses[1]);
      expect(differences).toEqual([
        [1, 1],
        [1, 1],
      ]);
      expect(subject).toBe('You already have an account at AXIOM');
      expect(text).not.toContain('#token=');
      expect(getIdentity().register.passwords.get(known.email)).toEqual({ password, id: viewer.id });
    });

    it('is not completed without its password, and the link stays valid', async () => {
      const credentials = someone();
      const token = await pendingToken(credentials);
      const before = await countObjects(getIdentity());

      const wrong = await follow(token, 'the owner’s own password');
      const none = await follow(token);
      const after = await countObjects(getIdentity());

      expect(wrong).toMatchObject({
        isVerified: false,
        grant: null,
        userErrors: [{ field: ['input', 'password'], code: 'NOT_ACCEPTED' }],
      });
      expect(none).toMatchObject({ isVerified: false, grant: null, userErrors: [{ code: 'PASSWORD_REQUIRED' }] });
      expect(after).toEqual(before);
      expect((await follow(token, password)).isVerified).toBe(true);
    });

    it('can be repeated after an interruption, but never replaces an account with another password', async () => {
      const [own, taken] = [someone(), someone()];
      const [ownToken, takenToken] = [await pendingToken(own), await pendingToken(taken)];
      getIdentity().register.passwords.set(own.email, { password, id: `cus_${randomUUID()}` });
      getIdentity().register.passwords.set(taken.email, {
        password: 'another long password',
        id: `cus_${randomUUID()}`,
      });

      expect(await follow(ownToken, password)).toMatchObject({ isVerified: true, userErrors: [] });
      expect(await follow(takenToken, password)).toMatchObject({ isVerified: false, userErrors: [{ code: 'TAKEN' }] });
    });

    it('of a squatted address belongs to its owner, because the squatter never receives the owner’s link', async () => {
      const { email } = someone();
      const squatter = await pendingToken({ email, password: 'the squatter’s password' });
      // An incomplete registration over Medusa's REST API: a password without a customer.
      getIdentity().register.passwords.set(email, { password: 'the squatter’s password' });
      await getIdentity().execute(signUp, { email, password });
      const own = tokenIn(await getIdentity().mail(email, 1));

      expect((await follow(own, password)).isVerified).toBe(true);
      expect(await follow(squatter, 'the squatter’s password')).toMatchObject({
        isVerified: false,
        userErrors: notAccepted,
      });
      expect(getIdentity().register.passwords.get(email)).toMatchObject({ password });
    });
  });

  describe('A link', () => {
    it('works once, also for concurrent requests', async () => {
      const credentials = someone();
      const token = await pendingToken(credentials);
      const both = await Promise.all([follow(token, password), follow(token, password)]);
      const later = await follow(token, password);

      expect(both.filter(({ isVerified }) => isVerified)).toHaveLength(1);
      expect(both.filter(({ isVerified }) => !isVerified)).toMatchObject([{ grant: null, userErrors: notAccepted }]);
      expect(later).toMatchObject({ isVerified: false, userErrors: notAccepted });
    });

    it.each<[string, (token: string) => Promise<string> | string]>([
      ['a changed character', (token) => `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`],
      ['an added character', (token) => `${token}A`],
      ['an empty token', () => ''],
      [
        'an expired token',
        async (token) => {
          await expire(token);
          return token;
        },
      ],
    ])('with %s is refused and changes nothing', async (_, tamper) => {
      const { email } = someone();
      const [signingUp, resetting] = [
        await pendingToken({ email, password }),
        await resetTokenForUnknownAddress(email),
      ];
      const before = await countObjects(getIdentity());

      expect(await follow(await tamper(signingUp), password)).toMatchObject({ userErrors: notAccepted });
      expect(await resetWith(await tamper(resetting))).toEqual({ endedSessions: null, userErrors: notAccepted });
      expect(await countObjects(getIdentity())).toEqual(before);
    });

    it('is valid only for its own purpose', async () => {
      const known = someone();
      await verified(known);
      const [forReset, forSignUp] = [await resetToken(known.email), await pendingToken(someone())];

      expect(await follow(forReset, password)).toMatchObject({ isVerified: false, userErrors: notAccepted });
      expect(await resetWith(forSignUp)).toEqual({ endedSessions: null, userErrors: notAccepted });
      expect((await resetWith(forReset)).userErrors).toEqual([]);
    });

    it('is stored as a hash, its mail is encrypted, and the content is deleted after sending', async () => {
      const { email } = someone();
      const token = await pendingToken({ email, password });
      const rows = await getIdentity().sql`
        select mail_link::text as text from mail_link union all select mail::text from mail
        union all select audit_event::text from audit_event`;
      const kept = JSON.stringify([...rows]);
      const [row] = await getIdentity()
        .sql`select count(*)::int as open from mail where sent_at is not null and content_jwe is not null`;

      for (const secret of [email, token, password]) expect(kept).not.toContain(secret);
      expect(row?.open).toBe(0);
    });
  });

  describe('A customer who signed up over Medusa’s REST API', () => {
    it('verifies the address with a mailed link, once', async () => {
      const credentials = someone();
      const viewer = await unverified(credentials);
      const sent = await getIdentity().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await getIdentity().mail(credentials.email));
      const before = getIdentity().register.verified.get(viewer.id);
      const followed = await follow(token, undefined, viewer);
      const again = await getIdentity().execute(sendAgain, {}, { viewer });

      expect(sent.data.customerEmailVerificationSend).toEqual({ isSent: true, userErrors: [] });
      expect([before, followed, getIdentity().register.verified.get(viewer.id)]).toEqual([
        undefined,
        { isVerified: true, grant: null, userErrors: [] },
        credentials.email,
      ]);
      expect(again.data.customerEmailVerificationSend).toEqual({ isSent: false, userErrors: [] });
    });

    it('cannot verify an address that they no longer have', async () => {
      const credentials = someone();
      const viewer = await unverified(credentials);
      await getIdentity().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await getIdentity().mail(credentials.email));
      const { passwords } = getIdentity().register;
      passwords.set(someone().email, passwords.get(credentials.email) as { password: string });
      passwords.delete(credentials.email);

      expect(await follow(token, undefined, viewer)).toMatchObject({ isVerified: false, userErrors: notAccepted });
      expect(getIdentity().register.verified.has(viewer.id)).toBe(false);
    });

    it('does not get their address verified when its real owner follows the link without access to the account', async () => {
      const [stranger, other] = [someone(), someone()];
      const viewer = await unverified(stranger);
      const owner = await verified(other);
      await getIdentity().execute(sendAgain, {}, { viewer });
      const token = tokenIn(await getIdentity().mail(stranger.email));
      const refusals = [
        await follow(token),
        await follow(token, undefined, owner),
        await follow(token, 'the owner’s own password'),
      ];
      const before = getIdentity().register.verified.get(viewer.id);

      expect(refusals).toMatchObject(
        ['PASSWORD_REQUIRED', 'PASSWORD_REQUIRED', 'NOT_ACCEPTED'].map((code) => ({
          isVerified: false,
          userErrors: [{ field: ['input', 'password'], code }],
        })),
      );
      expect(before).toBeUndefined();
      expect((await follow(token, stranger.password)).isVerified).toBe(true);
      expect(getIdentity().register.verified.get(viewer.id)).toBe(stranger.email);
    });

    it('gets no mail without a session, and an error without an e-mail address', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const anonymous = await getIdentity().execute(sendAgain);
      const elite = await getIdentity().execute(sendAgain, {}, { viewer });

      expect(anonymous.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
      expect(elite.data.customerEmailVerificationSend).toEqual({ isSent: false, userErrors: [{ code: 'INVALID' }] });
    });
  });

  describe('The owner of an account', () => {
    const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1';
    const laptop = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

    it('is notified by mail of new devices and of changed passwords, passkeys and recovery codes', async () => {
      const credentials = someone();
      const viewer = await verified(credentials);
      const from = (userAgent: string) => ({ client: { origin, address: '192.0.2.200', userAgent } });
      await getIdentity().execute(signIn, { ...credentials }, from(iphone));
      await getIdentity().execute(signIn, { ...credentials }, from(iphone));
      await getIdentity().execute(signIn, { ...credentials }, from(laptop));
      const registered = await register(getIdentity(), {
        authenticator: createAuthenticator(origin),
        forwarded: { viewer },
      });
      await getIdentity().execute('mutation { recoveryCodesGenerate { codes } }', {}, { viewer });
      const { id } = registered.data.passkeyRegistrationFinish.passkey;
      await getIdentity().execute('mutation ($id: ID!) { passkeyRevoke(id: $id) { revokedId } }', { id }, { viewer });
      const change =
        'mutation ($input: CustomerPasswordUpdateInput!) { customerPasswordUpdate(input: $input) { endedSessions } }';
      await getIdentity().execute(change, { input: { currentPassword: password, newPassword } }, { viewer });
      // The mails are sent at the same time, so they arrive in any order: six after the first, which confirmed the address.
      await nextMail(getIdentity().mailbox, credentials.email, 6);
      const mails = await mailsTo(getIdentity().mailbox, credentials.email);
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

    it('is not notified of refused changes', async () => {
      const credentials = someone();
      const viewer = await verified(credentials);
      const change =
        'mutation ($input: CustomerPasswordUpdateInput!) { customerPasswordUpdate(input: $input) { endedSessions } }';
      await getIdentity().execute(change, { input: { currentPassword: 'not the password', newPassword } }, { viewer });
      const [row] = await getIdentity().sql`
        select count(*)::int from mail where account_id = ${viewer.account as string} and kind = 'PASSWORD_CHANGED'`;

      expect(row?.count).toBe(0);
    });
  });

  describe('The mails to one address', () => {
    it('are limited to a burst of five, for all purposes together', async () => {
      const { email } = someone();
      const requested = await Promise.all(Array.from({ length: 3 }, () => getIdentity().execute(request, { email })));
      const begun = await Promise.all(
        Array.from({ length: 3 }, () => getIdentity().execute(signUp, { email, password })),
      );
      const codes = [...requested, ...begun].flatMap(
        ({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? [],
      );

      expect(codes).toEqual(['THROTTLED']);
    });
  });

  /** A reset link for an address without an account: its account exists only while the link is requested. */
  async function resetTokenForUnknownAddress(email: string): Promise<string> {
    const known = { email, password };
    getIdentity().register.passwords.set(email, { password, id: `cus_${randomUUID()}` });
    const token = await resetToken(known.email);
    getIdentity().register.passwords.delete(email);
    return token;
  }
}
