import type { Language } from '#kit/graph/languages/language.ts';
import { writers } from '#kit/graph/languages/messages.ts';
import type { Storefront } from '../storefront.ts';
import { type MailMessage, type MessageContent, renderMessage } from './layout.ts';
import { createNoticeMessages } from './notice-messages.ts';
import type { DisabledEndpoint, Notice, NoticeContent } from './outbox.ts';
import { type MailSpeaker, speakerOf } from './texts/texts.ts';

/** What all messages have in common. */
interface MessageOptions {
  /** The name of the shop. */
  brand: string;
  storefront: Storefront;
}

/** Whose account a notice is about. */
type Owner = 'CUSTOMER' | 'CURATOR';

/** When and from where an account was changed. */
type Circumstances = Omit<NoticeContent, 'language'>;

/** All mail messages in a language. */
export type MailMessages = (language: Language) => ReturnType<typeof messagesIn>;

/** The mail messages of a shop. */
export function createMailMessages(options: MessageOptions): MailMessages {
  return (language) => messagesIn(speakerOf(language), options);
}

/** The messages in one language. Each function returns the subject, text and HTML of one message. */
function messagesIn({ language, say, write }: MailSpeaker, { brand, storefront }: MessageOptions) {
  const pageOf = storefront.accountPage;
  const render = (content: MessageContent): MailMessage => renderMessage({ language, ...content }, brand);

  return {
    ...createNoticeMessages({ brand, storefront, say, render }),

    signUp: (token: string): MailMessage =>
      render({
        subject: say(['confirmSubject', { brand }]),
        paragraphs: [say(['signedUp', { brand }]), say('signUpConfirm')],
        action: { label: say('confirmAddress'), url: pageOf('verify', token) },
        footer: [say('signUpIgnore')],
      }),

    signUpKnown: (): MailMessage =>
      render({
        subject: say(['knownSubject', { brand }]),
        paragraphs: [say(['knownTried', { brand }]), say('knownSignIn')],
        action: { label: say('resetPassword'), url: pageOf('reset') },
        footer: [say('ignore')],
      }),

    verify: (token: string): MailMessage =>
      render({
        subject: say(['confirmSubject', { brand }]),
        paragraphs: [say('verifyAddress'), say('linkDay')],
        action: { label: say('confirmAddress'), url: pageOf('verify', token) },
        footer: [say('ignore')],
      }),

    reset: (token: string): MailMessage =>
      render({
        subject: say(['resetSubject', { brand }]),
        paragraphs: [say(['resetRequested', { brand }]), say('resetChoose')],
        action: { label: say('choosePassword'), url: pageOf('reset', token) },
        footer: [say('resetIgnore')],
      }),

    resetUnknown: (): MailMessage =>
      render({
        subject: say(['unknownSubject', { brand }]),
        paragraphs: [say(['unknownRequested', { brand }]), say('unknownElse')],
        footer: [say('ignore')],
      }),

    accountDeleted: (): MailMessage =>
      render({
        subject: say(['deletedSubject', { brand }]),
        paragraphs: [say('deletedData'), say('deletedLast')],
        footer: [say('deletedHow')],
      }),

    notice: (kind: Notice['kind'], content: Circumstances, owner: Owner): MailMessage =>
      render(noticeOf(kind, content, owner)),

    /** In English, as the contracts with partners are. */
    endpointDisabled: ({ partner, url, reason, at }: DisabledEndpoint): MailMessage =>
      render({
        language: 'EN',
        subject: `A webhook endpoint of ${partner} was turned off`,
        paragraphs: [
          `The endpoint ${url} was turned off at ${writers.EN.time(at)}. It receives no more messages.`,
          reason === 'GONE'
            ? 'Its server responded with HTTP status 410 (Gone).'
            : 'Its server did not accept any message for about 3 days.',
          `Events that occur while it is off are not sent later. When the server accepts messages again, ask ${brand} to turn the endpoint on.`,
        ],
        footer: [`You receive this e-mail as the contact of ${partner} at ${brand}.`],
      }),
  };

  function noticeOf(kind: Notice['kind'], { at, device, country }: Circumstances, owner: Owner): MessageContent {
    const place = [device, country && write.country(country)].filter(Boolean).join(', ') || say('unknownDevice');
    const { subject, event } = noticeTexts[kind];
    return {
      subject: say(['noticeSubject', { subject: say(subject), brand }]),
      paragraphs: [say(['noticeEvent', { event: say(event), at, place }]), say('noticeFine')],
      ...(owner === 'CUSTOMER'
        ? { action: { label: say('notMe'), url: pageOf('reset') }, footer: [say('notMeCustomer')] }
        : { footer: [say('notMeCurator')] }),
    };
  }
}

const noticeTexts = {
  NEW_DEVICE: { subject: 'newDeviceSubject', event: 'newDevice' },
  PASSWORD_CHANGED: { subject: 'passwordChangedSubject', event: 'passwordChanged' },
  PASSKEY_ADDED: { subject: 'passkeyAddedSubject', event: 'passkeyAdded' },
  PASSKEY_REMOVED: { subject: 'passkeyRemovedSubject', event: 'passkeyRemoved' },
  RECOVERY_CODES_MADE: { subject: 'recoveryCodesMadeSubject', event: 'recoveryCodesMade' },
  RECOVERY_CODE_USED: { subject: 'recoveryCodeUsedSubject', event: 'recoveryCodeUsed' },
  DATA_EXPORTED: { subject: 'dataExportedSubject', event: 'dataExported' },
} as const satisfies Record<Notice['kind'], object>;
