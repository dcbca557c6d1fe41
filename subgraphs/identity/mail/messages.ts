import type { Storefront } from '../storefront.ts';
import { type MailMessage, type MessageContent, renderMessage } from './layout.ts';
import { createNoticeMessages } from './notice-messages.ts';
import type { DisabledEndpoint, Notice, NoticeContent } from './outbox.ts';

/** What all messages have in common. */
interface MessageOptions {
  /** The name of the shop. */
  brand: string;
  storefront: Storefront;
}

/** Whose account a notice is about. */
type Owner = 'CUSTOMER' | 'CURATOR';

/** All mail messages. Each function returns the subject, text and HTML of one message. */
export type MailMessages = ReturnType<typeof createMailMessages>;

export function createMailMessages({ brand, storefront }: MessageOptions) {
  const pageOf = storefront.accountPage;
  const render = (content: MessageContent): MailMessage => renderMessage(content, brand);
  const ignore = 'If you did not request this, ignore this e-mail. Nothing has changed.';

  return {
    ...createNoticeMessages({ brand, storefront }),

    signUp: (token: string): MailMessage =>
      render({
        subject: `Confirm your e-mail address for ${brand}`,
        paragraphs: [
          `Someone used this e-mail address to sign up at ${brand}.`,
          'If it was you, confirm the address with the password that you chose. The link works once, within 24 hours.',
        ],
        action: { label: 'Confirm this address', url: pageOf('verify', token) },
        footer: ['If it was not you, ignore this e-mail. No account is created.'],
      }),

    signUpKnown: (): MailMessage =>
      render({
        subject: `You already have an account at ${brand}`,
        paragraphs: [
          `Someone tried to sign up at ${brand} with this e-mail address, which already has an account.`,
          'If it was you, sign in. If you have forgotten your password, reset it.',
        ],
        action: { label: 'Reset the password', url: pageOf('reset') },
        footer: [ignore],
      }),

    verify: (token: string): MailMessage =>
      render({
        subject: `Confirm your e-mail address for ${brand}`,
        paragraphs: [
          'Confirm that this e-mail address is yours. Orders that you placed with it as a guest then appear in your account.',
          'The link works once, within 24 hours.',
        ],
        action: { label: 'Confirm this address', url: pageOf('verify', token) },
        footer: [ignore],
      }),

    reset: (token: string): MailMessage =>
      render({
        subject: `Reset your password for ${brand}`,
        paragraphs: [
          `Someone requested a new password for your account at ${brand}.`,
          'If it was you, choose a new password. The link works once, within 30 minutes. A newer link replaces it.',
        ],
        action: { label: 'Choose a new password', url: pageOf('reset', token) },
        footer: ['If it was not you, ignore this e-mail. Your password has not changed.'],
      }),

    resetUnknown: (): MailMessage =>
      render({
        subject: `There is no account at ${brand} with this address`,
        paragraphs: [
          `Someone requested a new password at ${brand}, but no account has this e-mail address.`,
          'If it was you, you may have signed up with another address, or with a passkey.',
        ],
        footer: [ignore],
      }),

    accountDeleted: (): MailMessage =>
      render({
        subject: `Your account at ${brand} was deleted`,
        paragraphs: [
          'Your account and your data were deleted. Orders and their invoices are kept as long as the law requires.',
          'This is the last e-mail about the account.',
        ],
        footer: ['A deletion requires the password or a passkey of the account. It cannot be undone.'],
      }),

    notice: (kind: Notice['kind'], content: NoticeContent, owner: Owner): MailMessage =>
      render(noticeOf(kind, content, owner)),

    endpointDisabled: ({ partner, url, reason, at }: DisabledEndpoint): MailMessage =>
      render({
        subject: `A webhook endpoint of ${partner} was turned off`,
        paragraphs: [
          `The endpoint ${url} was turned off at ${timeOf(at)}. It receives no more messages.`,
          reason === 'GONE'
            ? 'Its server responded with HTTP status 410 (Gone).'
            : 'Its server did not accept any message for about 3 days.',
          `Events that occur while it is off are not sent later. When the server accepts messages again, ask ${brand} to turn the endpoint on.`,
        ],
        footer: [`You receive this e-mail as the contact of ${partner} at ${brand}.`],
      }),
  };

  function noticeOf(kind: Notice['kind'], { at, device, country }: NoticeContent, owner: Owner): MessageContent {
    const place = [device, country].filter(Boolean).join(', ') || 'an unknown device';
    const { subject, event } = noticeTexts[kind];
    return {
      subject: `${subject} at ${brand}`,
      paragraphs: [
        `${event} It happened at ${timeOf(at)}, from ${place}.`,
        'If it was you, you do not need to do anything.',
      ],
      ...(owner === 'CUSTOMER'
        ? {
            action: { label: 'It was not me: reset the password', url: pageOf('reset') },
            footer: [
              'If it was not you, reset your password immediately. This ends all sessions. Then check your passkeys and remove those that are not yours.',
            ],
          }
        : {
            footer: [
              'If it was not you, inform a curator who administers other curators immediately: they can end your sessions.',
            ],
          }),
    };
  }
}

const noticeTexts: Record<Notice['kind'], { subject: string; event: string }> = {
  NEW_DEVICE: { subject: 'A new device signed in', event: 'Someone signed in to your account from a new device.' },
  PASSWORD_CHANGED: { subject: 'Your password was changed', event: 'The password of your account was changed.' },
  PASSKEY_ADDED: { subject: 'A passkey was added', event: 'A passkey was added to your account.' },
  PASSKEY_REMOVED: { subject: 'A passkey was removed', event: 'A passkey was removed from your account.' },
  RECOVERY_CODES_MADE: {
    subject: 'New recovery codes were created',
    event: 'New recovery codes were created for your account. The previous codes no longer work.',
  },
  DATA_EXPORTED: { subject: 'Your data was exported', event: 'Someone exported the data of your account.' },
  RECOVERY_CODE_USED: {
    subject: 'A recovery code was used',
    event: 'Someone signed in to your account with a recovery code. All other sessions were ended.',
  },
};

/** A time as in `27 November 2026, 04:05 UTC`. */
function timeOf(at: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(at))} UTC`;
}
