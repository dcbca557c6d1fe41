import { toAddress } from '../medusa/addresses.ts';
import type { InvoiceRow } from '../medusa/invoices.ts';
import type { AddressRow } from '../rows.ts';
import type { Printed } from './printed.ts';
import type { InvoiceSpeaker } from './texts/texts.ts';

/** Who sells, who buys, and to whom it is delivered where that is another address. */
export function partiesOf({ say, write }: InvoiceSpeaker, invoice: InvoiceRow): Printed['parties'] {
  const { seller, order } = invoice.content;
  const shipping = order.shipping_address && toAddress(order.shipping_address);
  const billing = order.billing_address?.address_1 ? toAddress(order.billing_address) : shipping;
  const buyer = billing ? addressLines(write, billing) : [];
  const recipient = shipping?.line1 ? addressLines(write, shipping) : [];
  const isSame = recipient.join('\n') === buyer.join('\n');
  return [
    {
      heading: say('seller'),
      lines: [
        ...[seller.name, ...seller.address],
        ...(seller.taxId ? [say(['taxNumber', { taxId: seller.taxId }])] : []),
        ...(seller.registration ? [seller.registration] : []),
      ],
    },
    { heading: say('buyer'), lines: [...buyer, ...(order.email ? [order.email] : [])] },
    ...(recipient.length > 0 && !isSame ? [{ heading: say('deliveredTo'), lines: recipient }] : []),
  ];
}

function addressLines(write: InvoiceSpeaker['write'], address: AddressRow): string[] {
  const join = (...parts: (string | null)[]) => parts.filter((part) => part).join(' ');
  const { firstName, lastName, company, line1, line2, postalCode, city, province, countryCode } = address;
  return [
    join(firstName, lastName),
    company,
    ...[line1, line2],
    join(postalCode, city, province),
    countryCode && write.country(countryCode),
  ].filter((line): line is string => Boolean(line));
}
