import type { MailRow, MailTable } from '../mail/layout.ts';
import { dayText, priceText } from '../mail/texts.ts';
import type { MailedLine, MailedOrder } from './order.ts';

/** The lines of an order with their prices after discounts, with tax. */
export function ordered(lines: readonly MailedLine[]): MailTable {
  const rows = lines.map((line) => ({ ...rowOf(line, line.quantity), amount: priceText(line.taxedTotal.gross) }));
  return { heading: 'Your order', rows };
}

/** The lines of a parcel or return, with the quantity in it and without prices. */
export function moved(
  heading: string,
  lines: readonly MailedLine[],
  parts: readonly { orderLineId: string; quantity: number }[],
): MailTable {
  const rows = parts.flatMap(({ orderLineId, quantity }) => {
    const line = lines.find(({ id }) => id === orderLineId);
    return line ? [rowOf(line, quantity)] : [];
  });
  return { heading, rows };
}

/** How the order is packed as a gift; no table for other orders. */
export function gift({ gift }: MailedOrder): MailTable[] {
  if (!gift) return [];
  const rows = [
    ...(gift.isWrapped ? [{ label: 'The pieces are wrapped.' }] : []),
    ...(gift.hidePrices ? [{ label: 'The parcel contains no prices.' }] : []),
    ...(gift.message ? [{ label: 'On the card:', details: [gift.message] }] : []),
  ];
  return rows.length > 0 ? [{ heading: 'Gift', rows }] : [];
}

/** The sums of an order: with tax, then the total without tax, its tax, and what the buyer pays. */
export function sums({ cost }: MailedOrder): MailTable {
  const row = (label: string, amount: { amount: string; currencyCode: string } | undefined, sign = ''): MailRow[] =>
    amount && Number(amount.amount) !== 0 ? [{ label, amount: `${sign}${priceText(amount)}` }] : [];
  const hasDiscount = Number(cost.taxedDiscountTotal?.gross.amount ?? 0) !== 0;
  const rows = [
    ...row(hasDiscount ? 'Pieces before discounts' : 'Pieces', cost.taxedSubtotal?.gross),
    ...row('Discounts', cost.taxedDiscountTotal?.gross, '−'),
    ...row('Shipping', cost.taxedShippingTotal?.gross),
    ...row('Credit', cost.creditTotal, '−'),
    ...row('Without tax', cost.taxedTotal?.net),
    ...row('Tax', cost.taxedTotal?.tax),
    { label: 'Total', amount: priceText(cost.total), isSum: true },
  ];
  return { heading: 'Amounts, with tax unless stated otherwise', rows };
}

/** When and how the order arrives, or where it is picked up. */
export function delivery({ shippingMethod, duties }: MailedOrder): MailTable[] {
  if (!shippingMethod) return [];
  const { name, kind, estimatedDelivery: days, pickupLocation: store } = shippingMethod;
  const { earliest, latest } = days ?? {};
  const at =
    earliest && latest && (earliest === latest ? dayText(latest) : `${dayText(earliest)} to ${dayText(latest)}`);
  const { line1, line2, postalCode, city } = store?.address ?? {};
  const place = [line1, line2, [postalCode, city].filter(Boolean).join(' ')].filter((part) => part);
  const details = [
    ...(at ? [`${kind === 'PICKUP' ? 'Ready' : 'Expected'}: ${at}`] : []),
    ...(store ? [store.name, ...place.map(String)] : []),
    ...dutiesText(duties),
  ];
  return [{ heading: kind === 'PICKUP' ? 'Pick-up' : 'Delivery', rows: [{ label: name, details }] }];
}

function dutiesText(duties: MailedOrder['duties']): string[] {
  if (duties?.payer !== 'BUYER') return [];
  if (!duties.amount) return ['Customs may charge import duties, which you pay to the carrier.'];
  return Number(duties.amount.amount) > 0
    ? [`Import duties, which you pay to the carrier: ${priceText(duties.amount)}`]
    : [];
}

function rowOf(line: MailedLine, quantity: number): MailRow {
  const { title, variantTitle, attributes, editionNumbers, shipsFrom } = line;
  const details = [
    ...(variantTitle ? [variantTitle] : []),
    ...attributes.map(({ label, value }) => `${label}: ${value}`),
    ...editionNumbers.map(({ number, size }) => `No. ${number} of ${size}`),
    ...(shipsFrom ? [`Ships from ${dayText(shipsFrom)}`] : []),
  ];
  return { label: `${quantity} × ${title}`, details };
}
