import type { Storefront } from '../storefront.ts';
import type { MailMessage, MessageContent, UnsubscribeLink } from './layout.ts';
import type { MailSpeaker } from './texts/texts.ts';
import type { ItemNotice } from './wishlist-mail.ts';

/** What messages in one language are made with. */
export interface MessageTools {
  /** The name of the shop. */
  brand: string;
  storefront: Storefront;
  say: MailSpeaker['say'];
  /** Renders a message in the language. */
  render(content: MessageContent): MailMessage;
}

/** A product that a guest asked to be reminded of. */
interface StockItem {
  title: string;
  unsubscribe: UnsubscribeLink;
}

/** Messages that people asked for and can turn off. Each function returns one message. */
export function createNoticeMessages({ brand, storefront, say, render }: MessageTools) {
  return {
    stockConfirm: ({ title, token, unsubscribe }: StockItem & { token: string }): MailMessage =>
      render({
        subject: say(['stockConfirmSubject', { brand }]),
        paragraphs: [say(['stockConfirm', { title }]), say('stockConfirmLink')],
        action: { label: say('confirmRequest'), url: storefront.accountPage('notices', token) },
        footer: [say('stockConfirmIgnore')],
        unsubscribe,
      }),

    stockBack: ({ title, handle, unsubscribe }: StockItem & { handle: string }): MailMessage =>
      render({
        subject: say(['backInStock', { title }]),
        paragraphs: [say(['backInStockAt', { title, brand }])],
        action: { label: say('seeProduct'), url: storefront.productUrl(handle) },
        footer: [say('stockBackWhy')],
        unsubscribe,
      }),

    wishlist: (notices: readonly ItemNotice[], unsubscribe: UnsubscribeLink): MailMessage => {
      const [first] = notices;
      return render({
        subject:
          notices.length === 1 && first ? lineOf(first, say) : say(['wishlistSubject', { count: notices.length }]),
        paragraphs: notices.map((notice) => `${lineOf(notice, say)}\n${storefront.productUrl(notice.handle)}`),
        footer: [say('wishlistWhy')],
        unsubscribe,
      });
    },

    marketingGranted: (unsubscribe: UnsubscribeLink): MailMessage =>
      render({
        subject: say(['marketingSubject', { brand }]),
        paragraphs: [say(['marketingAgreed', { brand }])],
        footer: [say('marketingNotMe')],
        unsubscribe,
      }),
  };
}

function lineOf({ kind, title, priceBefore: before, price }: ItemNotice, say: MailSpeaker['say']): string {
  if (kind === 'BACK_IN_STOCK' || price === null) {
    return say(price === null ? ['backInStock', { title }] : ['backInStockFor', { title, price }]);
  }
  return say(before === null ? ['reduced', { title, price }] : ['reducedFrom', { title, price, before }]);
}
