import type { Storefront } from '../storefront.ts';
import { type MailMessage, type MessageContent, renderMessage, type UnsubscribeLink } from './layout.ts';
import type { ItemNotice } from './wishlist-mail.ts';

/** A product that a guest asked to be reminded of. */
interface StockItem {
  title: string;
  unsubscribe: UnsubscribeLink;
}

/** Messages that people asked for and can turn off. Each function returns one message. */
export function createNoticeMessages({ brand, storefront }: { brand: string; storefront: Storefront }) {
  const render = (content: MessageContent): MailMessage => renderMessage(content, brand);
  return {
    stockConfirm: ({ title, token, unsubscribe }: StockItem & { token: string }): MailMessage =>
      render({
        subject: `Confirm your request at ${brand}`,
        paragraphs: [
          `Someone asked to be sent an e-mail to this address when “${title}” is back in stock.`,
          'If it was you, confirm it. The link works once, within 24 hours.',
        ],
        action: { label: 'Confirm the request', url: storefront.accountPage('notices', token) },
        footer: ['If it was not you, ignore this e-mail. You will receive no other.'],
        unsubscribe,
      }),

    stockBack: ({ title, handle, unsubscribe }: StockItem & { handle: string }): MailMessage =>
      render({
        subject: `Back in stock: ${title}`,
        paragraphs: [
          `“${title}” is back in stock at ${brand}. The quantity is limited, and nothing is reserved for you.`,
        ],
        action: { label: 'See the product', url: storefront.productUrl(handle) },
        footer: ['You receive this e-mail once, because you asked for it.'],
        unsubscribe,
      }),

    wishlist: (notices: readonly ItemNotice[], unsubscribe: UnsubscribeLink): MailMessage => {
      const [first] = notices;
      return render({
        subject: notices.length === 1 && first ? lineOf(first) : `News of ${notices.length} items in your wishlist`,
        paragraphs: notices.map((notice) => `${lineOf(notice)}. ${storefront.productUrl(notice.handle)}`),
        footer: ['You receive this e-mail because you asked for notices about items in your wishlist.'],
        unsubscribe,
      });
    },

    marketingGranted: (unsubscribe: UnsubscribeLink): MailMessage =>
      render({
        subject: `You receive news of ${brand}`,
        paragraphs: [`You agreed to receive news of ${brand} by e-mail. You can withdraw at any time.`],
        footer: ['If it was not you, withdraw with the link below, and check the sessions of your account.'],
        unsubscribe,
      }),
  };
}

function lineOf({ kind, title, priceBefore, price }: ItemNotice): string {
  if (kind === 'BACK_IN_STOCK') return `Back in stock: ${title}${price ? `, ${price}` : ''}`;
  return `Reduced: ${title}, ${price}${priceBefore ? ` instead of ${priceBefore}` : ''}`;
}
