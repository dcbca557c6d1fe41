import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { mailsTo, nextMail } from '#tests/support/backends/mailbox.ts';
import { newCustomer } from '#tests/support/passkeys/ceremonies.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { createMailSteps } from '../customers/mail-steps.fixture.ts';

const change = `mutation ($input: MarketingConsentUpdateInput!) { marketingConsentUpdate(input: $input) {
  consent { isGranted textVersion source history { isGranted } } userErrors { field code } } }`;
const read = `{ viewer { marketingConsent { isGranted updatedAt textVersion source
  history { isGranted textVersion source occurredAt } } } }`;
const turnOff = 'mutation ($token: String!) { mailUnsubscribe(token: $token) { list userErrors { code } } }';

export function consentSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified, unverified } = createMailSteps(getIdentity);
  const changeAs = async (viewer: Viewer, input: object) =>
    (await getIdentity().execute(change, { input }, { viewer })).data.marketingConsentUpdate;
  const readAs = async (viewer: Viewer) =>
    (await getIdentity().execute(read, {}, { viewer })).data.viewer.marketingConsent;
  const tokenOf = (text: string) => /unsubscribe#token=(\S+)/.exec(text)?.[1] as string;
  const follow = async (token: string) => (await getIdentity().execute(turnOff, { token })).data.mailUnsubscribe;
  const agreement = { isGranted: true, textVersion: '2026-11', source: 'CHECKOUT' };

  describe('A consent to marketing', () => {
    it('is not given by a customer who was never asked', async () => {
      const { viewer } = await newCustomer(getIdentity());

      expect(await readAs(viewer)).toEqual({
        isGranted: false,
        updatedAt: null,
        textVersion: null,
        source: null,
        history: [],
      });
    });

    it('is kept with its time, text version and source, and so is its withdrawal', async () => {
      const viewer = await verified(someone());
      await changeAs(viewer, agreement);
      await changeAs(viewer, agreement);
      await changeAs(viewer, { isGranted: false, textVersion: '2026-12' });
      const consent = await readAs(viewer);

      expect(consent).toMatchObject({ isGranted: false, textVersion: '2026-12', source: 'ACCOUNT' });
      expect(consent.history).toEqual([
        { isGranted: false, textVersion: '2026-12', source: 'ACCOUNT', occurredAt: consent.updatedAt },
        { ...agreement, occurredAt: expect.stringMatching(/^20.*Z$/) },
      ]);
    });

    it('cannot be changed in the database by identity', async () => {
      const viewer = await verified(someone());
      await changeAs(viewer, agreement);

      await expect(getIdentity().sql`update marketing_consent set is_granted = false`).rejects.toMatchObject({
        code: '42501',
      });
      await expect(getIdentity().sql`delete from marketing_consent`).rejects.toMatchObject({ code: '42501' });
    });

    it('is confirmed by mail, whose link withdraws it, also when it is followed again', async () => {
      const credentials = someone();
      const viewer = await verified(credentials);
      await changeAs(viewer, agreement);
      const mail = await nextMail(getIdentity().mailbox, credentials.email, 0, ({ text }) => /unsubscribe/i.test(text));
      const token = tokenOf(mail.text);
      const answers = [await follow(token), await follow(token)];
      const consent = await readAs(viewer);

      expect(answers).toEqual([1, 2].map(() => ({ list: 'MARKETING', userErrors: [] })));
      expect(consent).toMatchObject({ isGranted: false, textVersion: '2026-11', source: 'UNSUBSCRIBE_LINK' });
      expect(consent.history).toHaveLength(2);
    });

    it('is not withdrawn by a forged link', async () => {
      const credentials = someone();
      const viewer = await verified(credentials);
      await changeAs(viewer, agreement);
      const mail = await nextMail(getIdentity().mailbox, credentials.email, 0, ({ text }) => /unsubscribe/i.test(text));
      const [text = '', mac = ''] = tokenOf(mail.text).split('.');
      const forged = Buffer.from(`MARKETING ${viewer.account}`).toString('base64url');

      for (const token of ['', text, `${text}.`, `${text}.${mac}x`, `${forged}.${'A'.repeat(32)}`]) {
        expect(await follow(token)).toEqual({ list: null, userErrors: [{ code: 'NOT_ACCEPTED' }] });
      }
      expect((await readAs(viewer)).isGranted).toBe(true);
    });

    it.each([
      ['an empty text version', { ...agreement, textVersion: '' }, 'textVersion'],
      ['a text as its version', { ...agreement, textVersion: 'I agree to everything' }, 'textVersion'],
      ['the source of unsubscribe links', { ...agreement, source: 'UNSUBSCRIBE_LINK' }, 'source'],
    ])('is refused with %s', async (_, input, field) => {
      const viewer = await verified(someone());

      expect(await changeAs(viewer, input)).toEqual({
        consent: null,
        userErrors: [{ field: ['input', field], code: 'INVALID' }],
      });
      expect((await readAs(viewer)).history).toEqual([]);
    });

    it('is refused for an address that is not verified, which gets no mail', async () => {
      const credentials = someone();
      const viewer = await unverified(credentials);
      const result = await changeAs(viewer, agreement);
      const withdrawn = await changeAs(viewer, { ...agreement, isGranted: false });

      expect(result.userErrors).toEqual([{ field: ['input', 'isGranted'], code: 'EMAIL_NOT_VERIFIED' }]);
      expect(withdrawn.userErrors).toEqual([]);
      expect(await mailsTo(getIdentity().mailbox, credentials.email)).toEqual([]);
    });
  });
}
