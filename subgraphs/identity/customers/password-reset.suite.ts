import { describe, expect, it } from '@jest/globals';
import { nextMail } from '#tests/support/backends/mailbox.ts';
import { register, signIn as signInWithPasskey } from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { createMailSteps, newPassword, notAccepted, request, reset, signIn } from './mail-steps.fixture.ts';

/** Password reset by mailed links. */
export function passwordResetSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified, unverified, resetToken, resetWith } = createMailSteps(getIdentity);
  const isOpen = async (session: string) => (await getIdentity().redis.exists(`session:${session}`)) === 1;

  describe('A forgotten password', () => {
    it('is replaced with a mailed link, which ends all sessions and opens none; the previous password is invalid', async () => {
      const credentials = someone();
      const viewer = await verified(credentials);
      const other = await getIdentity().execute(signIn, { ...credentials });
      const token = await resetToken(credentials.email);
      const done = await resetWith(token);
      const notice = await nextMail(getIdentity().mailbox, credentials.email, 0, ({ subject }) =>
        subject.startsWith('Your password'),
      );

      expect(done).toEqual({ endedSessions: 2, userErrors: [] });
      expect([await isOpen(viewer.session), await isOpen(other.data.customerSignIn.grant.session.id)]).toEqual([
        false,
        false,
      ]);
      expect((await getIdentity().execute(signIn, { ...credentials })).data.customerSignIn.grant).toBeNull();
      const signedIn = await getIdentity().execute(signIn, { email: credentials.email, password: newPassword });
      expect(signedIn.data.customerSignIn.userErrors).toEqual([]);
      expect(notice.subject).toBe('Your password was changed at AXIOM');
      const events = await getIdentity().sql`
        select action, detail from audit_event where account_id = ${viewer.account as string} and action = 'password.reset'`;
      expect([...events]).toEqual([{ action: 'password.reset', detail: { wasProved: true } }]);
    });

    it('request gets the same response for all addresses; only the mail reveals that there is no account', async () => {
      const [known, unknown] = [someone(), someone()];
      await verified(known);
      const responses = await Promise.all(
        [known, unknown].map(({ email }) => getIdentity().execute(request, { email })),
      );
      const { subject, text } = await getIdentity().mail(unknown.email);

      expect(JSON.stringify(responses[0])).toBe(JSON.stringify(responses[1]));
      expect(responses[0]?.data.customerPasswordResetRequest).toEqual({ isRequested: true, userErrors: [] });
      expect(subject).toBe('There is no account at AXIOM with this address');
      expect(text).not.toContain('#token=');
    });

    it('is not replaced by a common password, and the link stays valid; a newer link invalidates an older one', async () => {
      const credentials = someone();
      await verified(credentials);
      const [older, newer] = [await resetToken(credentials.email), await resetToken(credentials.email)];

      expect((await resetWith(older)).userErrors).toEqual(notAccepted);
      expect((await resetWith(newer, 'Password12345')).userErrors).toEqual([
        { field: ['input', 'newPassword'], code: 'PASSWORD_TOO_COMMON' },
      ]);
      expect((await resetWith(newer)).userErrors).toEqual([]);
    });

    it('reset deletes the passkeys of an account whose address was unverified, and keeps those of others', async () => {
      const [squatted, own] = [someone(), someone()];
      const passkeysAfter: number[] = [];
      for (const [credentials, viewer] of [
        [squatted, await unverified(squatted)],
        [own, await verified(own)],
      ] as const) {
        await register(getIdentity(), { authenticator: createAuthenticator(origin), forwarded: { viewer } });
        const done = await resetWith(await resetToken(credentials.email));
        expect(done.userErrors).toEqual([]);
        const [row] = await getIdentity()
          .sql`select count(*)::int from credential where account_id = ${viewer.account as string}`;
        passkeysAfter.push(row?.count);
      }

      expect(passkeysAfter).toEqual([0, 1]);
    });

    it.each(['the same link', 'a new link'])(
      'reset deletes those passkeys also when the first response was lost and it is repeated with %s',
      async (link) => {
        const credentials = someone();
        const viewer = await unverified(credentials);
        const authenticator = createAuthenticator(origin);
        await register(getIdentity(), { authenticator, forwarded: { viewer } });
        const token = await resetToken(credentials.email);
        getIdentity().register.state.fails = 'after';
        const lost = await getIdentity().execute(reset, { token, newPassword });
        getIdentity().register.state.fails = undefined;
        const { data } = await signInWithPasskey(getIdentity(), { authenticator });
        const repeated = await resetWith(link === 'a new link' ? await resetToken(credentials.email) : token);
        const left = await getIdentity().sql`select id from credential where account_id = ${viewer.account as string}`;

        expect(lost.errors?.map(({ extensions }) => extensions.code)).toEqual(['BACKEND_UNAVAILABLE']);
        expect(data.passkeySignInFinish).toMatchObject({ grant: null, userErrors: [{ code: 'NOT_ACCEPTED' }] });
        expect(repeated.userErrors).toEqual([]);
        expect([...left]).toEqual([]);
      },
    );
  });
}
