import type { TaxedMoney } from '../cost-rows.ts';
import { toAddress } from '../medusa/addresses.ts';
import { type ChargeCost, toCosts } from '../medusa/costs.ts';
import type { CreditNoteRow, InvoicedLine, InvoicedOrder, InvoiceRow, ReturnedLine } from '../medusa/invoices.ts';
import { toLineAttributes } from '../medusa/line-attributes.ts';
import { byAge, inOrder } from '../medusa/purchases.ts';
import { type Money, minorUnits, money, moneyOf } from '../money.ts';
import type { AddressRow } from '../rows.ts';
import { byRate, type RatePart, taxTable, toText, toTexts, withCurrency } from './amounts.ts';
import { splitRefund, type TaxedPart, without } from './credits.ts';
import { taxNotes } from './notes.ts';
import type { Cell, Printed, Table } from './printed.ts';

/** The text of an invoice. Its amounts are those of the order in the graph. */
export function printInvoice(row: InvoiceRow): Printed {
  const { order } = row.content;
  const { cost, charges } = costsOf(order);
  const parts = byRate(charges);
  const discount = cost.taxedDiscountTotal?.gross;
  const total = cost.taxedTotal?.gross as Money;
  return {
    ...frame('Invoice', row, row, []),
    tables: [chargeTable(order, charges), taxTable(parts, print(order))],
    sums: [
      { label: 'Net', value: withCurrency(cost.taxedTotal?.net as Money) },
      { label: 'Tax', value: withCurrency(cost.taxTotal) },
      ...(discount && minorUnits(discount) > 0n
        ? [{ label: 'Discounts, already deducted', value: withCurrency(discount) }]
        : []),
      ...(minorUnits(cost.creditTotal) === 0n
        ? []
        : [
            { label: 'Before credit', value: withCurrency(total) },
            { label: 'Credit', value: withCurrency(cost.creditTotal) },
          ]),
      { label: 'Total', value: withCurrency(cost.total) },
    ],
    notes: [
      ...(charges.some(({ taxLines }) => taxLines.length > 0) ? ['Unit prices are before discounts.'] : []),
      ...taxNotes(minorUnits(cost.taxTotal) > 0n, deliveryCountry(order)),
    ],
  };
}

/** The text of a credit note for one refund. `earlier` are the credit notes of the same invoice with lower numbers. */
export function printCreditNote(row: CreditNoteRow, invoice: InvoiceRow, earlier: readonly CreditNoteRow[]): Printed {
  const { order } = invoice.content;
  const { refund } = row.content;
  const parts = creditedParts(row, invoice, earlier);
  const [net, tax] = [sumOf(parts.map((part) => part.net)), sumOf(parts.flatMap(({ taxes }) => taxes))];
  const show = (amount: bigint) => withCurrency(moneyOf(amount, currencyOf(order)));
  const facts = [
    { label: 'Credit for invoice', value: invoice.number },
    { label: 'Invoice date', value: toDate(invoice.issued_at) },
    ...(refund.reason ? [{ label: 'Reason', value: refund.reason }] : []),
  ];
  return {
    ...frame('Credit note', row, invoice, facts),
    tables: [...returnedTable(order, refund.returned ?? []), taxTable(parts, print(order))],
    sums: [
      { label: 'Net', value: show(net) },
      { label: 'Tax', value: show(tax) },
      { label: 'Total refunded', value: show(net + tax) },
    ],
    notes: taxNotes(
      parts.some(({ names }) => names.length > 0),
      deliveryCountry(order),
    ),
  };
}

/** The share that one credit note has of the parts of its invoice. */
export function creditedParts(
  row: CreditNoteRow,
  { content: { order } }: InvoiceRow,
  earlier: readonly CreditNoteRow[],
): RatePart[] {
  const parts = byRate(costsOf(order).charges);
  const amountOf = ({ content: { refund } }: CreditNoteRow) => minorUnits(money(refund.amount, currencyOf(order)));
  const left = earlier.reduce<TaxedPart[]>((rest, note) => without(rest, splitRefund(rest, amountOf(note))), parts);
  const split = splitRefund(left, amountOf(row));
  return parts.map(({ names }, index) => ({ names, ...(split[index] as TaxedPart) }));
}

/** The total of an invoice before credits: what its charges add up to. */
export function invoicedTotal({ content: { order } }: InvoiceRow): TaxedMoney {
  return costsOf(order).cost.taxedTotal as TaxedMoney;
}

/** The currency of an order. */
export function currencyOf({ currency_code }: InvoicedOrder): string {
  return currency_code.toUpperCase();
}

function frame(title: string, row: InvoiceRow | CreditNoteRow, invoice: InvoiceRow, facts: Printed['facts']) {
  const { seller, order } = invoice.content;
  const shipping = order.shipping_address && toAddress(order.shipping_address);
  const billing = order.billing_address?.address_1 ? toAddress(order.billing_address) : shipping;
  const buyer = billing ? addressLines(billing) : [];
  const recipient = shipping?.line1 ? addressLines(shipping) : [];
  const isSame = recipient.join('\n') === buyer.join('\n');
  return {
    ...{ title, number: row.number, issuedAt: new Date(row.issued_at), author: seller.name },
    facts: [
      { label: 'Number', value: row.number },
      { label: 'Date of issue', value: toDate(row.issued_at) },
      ...facts,
      { label: 'Order', value: String(order.display_id) },
      { label: 'Date of order', value: toDate(order.created_at) },
      { label: 'Currency', value: currencyOf(order) },
    ],
    parties: [
      {
        heading: 'Seller',
        lines: [
          ...[seller.name, ...seller.address],
          ...(seller.taxId ? [`Tax number ${seller.taxId}`] : []),
          ...(seller.registration ? [seller.registration] : []),
        ],
      },
      { heading: 'Buyer', lines: [...buyer, ...(order.email ? [order.email] : [])] },
      ...(recipient.length > 0 && !isSame ? [{ heading: 'Delivered to', lines: recipient }] : []),
    ],
  };
}

function chargeTable(order: InvoicedOrder, charges: readonly ChargeCost[]): Table {
  const lines = order.items.toSorted(byAge);
  const methods = inOrder(order.shipping_methods);
  const row = (cell: Cell, quantity: string, cost: ChargeCost): Cell[] => [
    cell,
    { text: quantity },
    { text: toText(cost.price) },
    { text: cost.taxLines.map(({ rate }) => `${rate} %`).join(', ') || '–' },
    ...toTexts(cost.taxedTotal).map((text) => ({ text })),
  ];
  return {
    heading: 'Articles and delivery',
    columns: [
      { title: 'Description', width: 34, isNumber: false },
      { title: 'Quantity', width: 11, isNumber: true },
      { title: 'Unit price', width: 14, isNumber: true },
      { title: 'Tax rate', width: 11, isNumber: true },
      { title: 'Net', width: 14, isNumber: true },
      { title: 'Tax', width: 13, isNumber: true },
      { title: 'Gross', width: 14, isNumber: true },
    ],
    rows: [
      ...lines.map((line, index) => {
        const cost = charges[index] as ChargeCost;
        return row({ text: titleOf(line), detail: detailOf(namesOf(line), cost) }, String(line.quantity), cost);
      }),
      ...methods.map(({ name }, index) => {
        const cost = charges[lines.length + index] as ChargeCost;
        return row({ text: `Delivery: ${name}`, detail: detailOf([], cost) }, '1', cost);
      }),
    ],
  };
}

/** The returned pieces of a credit note; no table where it is for none. */
function returnedTable({ items }: InvoicedOrder, returned: readonly ReturnedLine[]): Table[] {
  const rows = returned.flatMap(({ line_id, quantity }): Cell[][] => {
    const line = items.find(({ id }) => id === line_id);
    if (!line) return [];
    const detail = [line.variant_title, line.variant_sku].filter((name) => name).join(' · ');
    return [[{ text: titleOf(line), detail }, { text: String(quantity) }]];
  });
  if (rows.length === 0) return [];
  const columns = [
    { title: 'Description', width: 80, isNumber: false },
    { title: 'Quantity', width: 20, isNumber: true },
  ];
  return [{ heading: 'Returned articles', columns, rows }];
}

const titleOf = ({ product_title, title }: InvoicedLine) => product_title ?? title;

/** The variant, its SKU, the texts of the buyer, and the numbers of the pieces in their edition. */
function namesOf({ variant_title, variant_sku, metadata, edition_numbers = [] }: InvoicedLine): (string | null)[] {
  return [
    ...[variant_title, variant_sku],
    ...toLineAttributes(metadata).map(({ label, value }) => `${label}: ${value}`),
    ...edition_numbers.map(({ number, size }) => `no. ${number} of ${size}`),
  ];
}

/** The variant, the net price of one piece and the discount of a charge. */
function detailOf(names: (string | null)[], { taxLines, taxedPrice, taxedDiscount }: ChargeCost): string {
  return [
    ...names.filter((name) => name),
    ...(taxLines.length > 0 ? [`net unit price ${toText(taxedPrice.net)}`] : []),
    ...(minorUnits(taxedDiscount.gross) > 0n ? [`discount ${toText(taxedDiscount.gross)}`] : []),
  ].join(' · ');
}

function costsOf(order: InvoicedOrder) {
  const { cost, lines, shipping } = toCosts({
    ...order,
    items: order.items.toSorted(byAge),
    shipping_methods: inOrder(order.shipping_methods),
  });
  return { cost, charges: [...lines, ...shipping] };
}

function print(order: InvoicedOrder): (amount: bigint) => string {
  return (amount) => toText(moneyOf(amount, currencyOf(order)));
}

function deliveryCountry({ shipping_address }: InvoicedOrder): string | null {
  return shipping_address?.country_code?.toUpperCase() ?? null;
}

function addressLines(address: AddressRow): string[] {
  const join = (...parts: (string | null)[]) => parts.filter((part) => part).join(' ');
  const { firstName, lastName, company, line1, line2, postalCode, city, province, countryCode } = address;
  return [
    join(firstName, lastName),
    company,
    ...[line1, line2],
    join(postalCode, city, province),
    countryCode && (new Intl.DisplayNames('en', { type: 'region' }).of(countryCode) ?? countryCode),
  ].filter((line): line is string => Boolean(line));
}

function toDate(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at));
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
