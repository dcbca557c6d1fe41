import type { MailRow, MailTable } from '../mail/layout.ts';
import type { MailedLine, MailedOrder } from './order.ts';
import type { Speaker } from './texts/texts.ts';

/** The tables of mails about orders, in the language of a speaker. */
export function tablesIn({ say, write }: Speaker) {
  return {
    /** The lines of an order with their prices after discounts, with tax. */
    ordered: (lines: readonly MailedLine[]): MailTable => ({
      heading: say('yourOrder'),
      rows: lines.map((line) => ({ ...rowOf(line, line.quantity), amount: write.price(line.taxedTotal.gross) })),
    }),

    /** The lines of a parcel or return, with the quantity in it and without prices. */
    moved: (
      heading: string,
      lines: readonly MailedLine[],
      parts: readonly { orderLineId: string; quantity: number }[],
    ): MailTable => {
      const rows = parts.flatMap(({ orderLineId, quantity }) => {
        const line = lines.find(({ id }) => id === orderLineId);
        return line ? [rowOf(line, quantity)] : [];
      });
      return { heading, rows };
    },

    /** How the order is packed as a gift; no table for other orders. */
    gift: ({ gift }: MailedOrder): MailTable[] => {
      if (!gift) return [];
      const rows = [
        ...(gift.isWrapped ? [{ label: say('isWrapped') }] : []),
        ...(gift.hidePrices ? [{ label: say('hasNoPrices') }] : []),
        ...(gift.message ? [{ label: say('onTheCard'), details: [gift.message] }] : []),
      ];
      return rows.length > 0 ? [{ heading: say('gift'), rows }] : [];
    },

    /** The sums of an order: with tax, then the total without tax, its tax, and what the buyer pays. */
    sums: ({ cost }: MailedOrder): MailTable => {
      const hasDiscount = Number(cost.taxedDiscountTotal?.gross.amount ?? 0) !== 0;
      const rows = [
        ...row(say(hasDiscount ? 'piecesBeforeDiscounts' : 'pieces'), cost.taxedSubtotal?.gross),
        ...row(say('discounts'), cost.taxedDiscountTotal?.gross, '−'),
        ...row(say('shipping'), cost.taxedShippingTotal?.gross),
        ...row(say('credit'), cost.creditTotal, '−'),
        ...row(say('withoutTax'), cost.taxedTotal?.net),
        ...row(say('tax'), cost.taxedTotal?.tax),
        { label: say('total'), amount: write.price(cost.total), isSum: true },
      ];
      return { heading: say('amounts'), rows };
    },

    /** When and how the order arrives, or where it is picked up. */
    delivery: ({ shippingMethod, duties }: MailedOrder): MailTable[] => {
      if (!shippingMethod) return [];
      const { name, kind, estimatedDelivery: days, pickupLocation: store } = shippingMethod;
      const { line1, line2, postalCode, city } = store?.address ?? {};
      const place = [line1, line2, [postalCode, city].filter(Boolean).join(' ')].filter((part) => part);
      const details = [
        ...(days ? [say([kind === 'PICKUP' ? 'ready' : 'expected', days])] : []),
        ...(store ? [store.name, ...place.map(String)] : []),
        ...dutiesText(duties),
      ];
      return [{ heading: say(kind === 'PICKUP' ? 'pickup' : 'delivery'), rows: [{ label: name, details }] }];
    },
  };

  function row(label: string, amount: { amount: string; currencyCode: string } | undefined, sign = ''): MailRow[] {
    return amount && Number(amount.amount) !== 0 ? [{ label, amount: `${sign}${write.price(amount)}` }] : [];
  }

  function dutiesText(duties: MailedOrder['duties']): string[] {
    if (duties?.payer !== 'BUYER') return [];
    const { amount } = duties;
    if (!amount) return [say('dutiesUnknown')];
    return Number(amount.amount) > 0 ? [say(['duties', { amount }])] : [];
  }

  function rowOf(line: MailedLine, quantity: number): MailRow {
    const { title, variantTitle, attributes, editionNumbers, shipsFrom } = line;
    const details = [
      ...(variantTitle ? [variantTitle] : []),
      ...attributes.map((attribute) => say(['attribute', attribute])),
      ...editionNumbers.map((edition) => say(['editionNumber', edition])),
      ...(shipsFrom ? [say(['shipsFrom', { from: shipsFrom }])] : []),
    ];
    return { label: `${quantity} × ${title}`, details };
  }
}
