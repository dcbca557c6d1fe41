import { type Draft, type Letter, layOut } from './layout.ts';
import type { DisabledEndpoint, Notice, NoticeContent } from './outbox.ts';

/** What letters are written with. */
interface Stationery {
  /** The name of the house. */
  house: string;
  /** Where its storefront is. */
  storefrontUrl: string;
}

/** Whose account a notice is about. */
type Owner = 'CUSTOMER' | 'CURATOR';

/** The letters of the house: each gives the subject, the text and the HTML of one mail. */
export type Letters = ReturnType<typeof lettersOf>;

export function lettersOf({ house, storefrontUrl }: Stationery) {
  const pageOf = (path: string, token?: string) => {
    const url = new URL(path, storefrontUrl);
    if (token) url.hash = `token=${token}`;
    return url.href;
  };
  const write = (draft: Draft): Letter => layOut(draft, house);
  const ignore = 'If you did not ask for this, ignore this mail: nothing has changed.';

  return {
    signUp: (token: string): Letter =>
      write({
        subject: `Confirm your e-mail address for ${house}`,
        paragraphs: [
          `Somebody signs up at ${house} with this e-mail address.`,
          'Was it you? Then confirm the address, with the password that you chose. The link can be used once, within 24 hours.',
        ],
        action: { label: 'Confirm this address', url: pageOf('/account/verify', token) },
        aftermath: ['If it was not you, ignore this mail: no account is made.'],
      }),

    signUpKnown: (): Letter =>
      write({
        subject: `You have an account at ${house}`,
        paragraphs: [
          `Somebody tried to sign up at ${house} with this e-mail address, which has an account already.`,
          'Was it you? Then sign in. If you have forgotten the password, reset it.',
        ],
        action: { label: 'Reset the password', url: pageOf('/account/reset') },
        aftermath: [ignore],
      }),

    verify: (token: string): Letter =>
      write({
        subject: `Confirm your e-mail address for ${house}`,
        paragraphs: [
          `Confirm that this e-mail address is yours. What you ordered with it as a guest then appears in your account.`,
          'The link can be used once, within 24 hours.',
        ],
        action: { label: 'Confirm this address', url: pageOf('/account/verify', token) },
        aftermath: [ignore],
      }),

    reset: (token: string): Letter =>
      write({
        subject: `Reset your password for ${house}`,
        paragraphs: [
          `Somebody asks for a new password for your account at ${house}.`,
          'Was it you? Then choose one. The link can be used once, within 30 minutes; a newer one replaces it.',
        ],
        action: { label: 'Choose a new password', url: pageOf('/account/reset', token) },
        aftermath: ['If it was not you, ignore this mail: your password stays as it is.'],
      }),

    resetUnknown: (): Letter =>
      write({
        subject: `There is no account at ${house} with this address`,
        paragraphs: [
          `Somebody asks for a new password at ${house}, but no account has this e-mail address.`,
          'Was it you? Then you may have signed up with another address, or with a passkey.',
        ],
        aftermath: [ignore],
      }),

    notice: (kind: Notice['kind'], content: NoticeContent, owner: Owner): Letter =>
      write(noticeOf(kind, content, owner)),

    endpointOff: ({ partner, url, reason, at }: DisabledEndpoint): Letter =>
      write({
        subject: `A webhook endpoint of ${partner} was turned off`,
        paragraphs: [
          `The endpoint ${url} was turned off at ${timeOf(at)}. Nothing more is sent there.`,
          reason === 'GONE'
            ? 'Its server answered with the HTTP status 410, which says that it wants no more messages.'
            : 'Its server took no message for about 3 days.',
          'What happens meanwhile is not sent later. Once the server takes messages again, ask the house to turn the endpoint on.',
        ],
        aftermath: [`You receive this mail as the contact of ${partner} at ${house}.`],
      }),
  };

  function noticeOf(kind: Notice['kind'], { at, device, country }: NoticeContent, owner: Owner): Draft {
    const place = [device, country].filter(Boolean).join(', ') || 'an unknown device';
    const { subject, what } = wordsOf[kind];
    return {
      subject: `${subject} at ${house}`,
      paragraphs: [`${what} It happened at ${timeOf(at)}, from ${place}.`, 'If it was you, there is nothing to do.'],
      ...(owner === 'CUSTOMER'
        ? {
            action: { label: 'It was not me: reset the password', url: pageOf('/account/reset') },
            aftermath: [
              'If it was not you, reset the password at once: it ends all sessions. Then look at your passkeys and remove those that are not yours.',
            ],
          }
        : {
            aftermath: [
              'If it was not you, tell somebody who administers curators at once: they can end your sessions.',
            ],
          }),
    };
  }
}

const wordsOf: Record<Notice['kind'], { subject: string; what: string }> = {
  NEW_DEVICE: { subject: 'A new device signed in', what: 'Somebody signed in to your account from a new device.' },
  PASSWORD_CHANGED: { subject: 'Your password was changed', what: 'The password of your account was changed.' },
  PASSKEY_ADDED: { subject: 'A passkey was added', what: 'A passkey was added to your account.' },
  PASSKEY_REMOVED: { subject: 'A passkey was removed', what: 'A passkey was removed from your account.' },
  RECOVERY_CODES_MADE: {
    subject: 'New recovery codes were made',
    what: 'New recovery codes were made for your account; those before them no longer work.',
  },
  RECOVERY_CODE_USED: {
    subject: 'A recovery code was used',
    what: 'Somebody signed in to your account with a recovery code. All other sessions were ended.',
  },
};

/** `27 November 2026, 04:05 UTC`. */
function timeOf(at: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(at))} UTC`;
}
