import type { TaxedMoney } from '../cost-rows.ts';
import { type ChargeCost, toCosts } from '../medusa/costs.ts';
import type { CreditNoteRow, InvoicedLine, InvoicedOrder, InvoiceRow, ReturnedLine } from '../medusa/invoices.ts';
import { byAge, inOrder } from '../medusa/purchases.ts';
import { toDeliveryTexts } from '../medusa/texts/deliveries.ts';
import { toLanguage, toLineTexts } from '../medusa/texts/lines.ts';
import { type Money, minorUnits, money, moneyOf } from '../money.ts';
import { byRate, type RatePart, taxTable } from './amounts.ts';
import { splitRefund, type TaxedPart, without } from './credits.ts';
import { taxNotes } from './notes.ts';
import { partiesOf } from './parties.ts';
import type { Cell, Printed, Table } from './printed.ts';
import { type InvoiceSpeaker, invoiceSpeaker } from './texts/texts.ts';

/** The text of an invoice, in the language of its order. Its amounts are those of the order in the graph. */
export function printInvoice(row: InvoiceRow): Printed {
  const { order } = row.content;
  const speaker = speakerFor(row);
  const { say, write } = speaker;
  const { cost, charges } = costsOf(row);
  const parts = byRate(charges);
  const discount = cost.taxedDiscountTotal?.gross;
  const total = cost.taxedTotal?.gross as Money;
  return {
    ...frame(speaker, say('invoice'), row, row, []),
    tables: [chargeTable(speaker, order, charges), taxTable(speaker, parts, print(speaker, order))],
    sums: [
      { label: say('net'), value: write.price(cost.taxedTotal?.net as Money) },
      { label: say('tax'), value: write.price(cost.taxTotal) },
      ...(discount && minorUnits(discount) > 0n ? [{ label: say('discounts'), value: write.price(discount) }] : []),
      ...(minorUnits(cost.creditTotal) === 0n
        ? []
        : [
            { label: say('beforeCredit'), value: write.price(total) },
            { label: say('credit'), value: write.price(cost.creditTotal) },
          ]),
      { label: say('total'), value: write.price(cost.total) },
    ],
    notes: [
      ...(charges.some(({ taxLines }) => taxLines.length > 0) ? [say('unitPricesBeforeDiscounts')] : []),
      ...taxNotes(speaker, minorUnits(cost.taxTotal) > 0n, deliveryCountry(order)),
    ],
  };
}

/**
 * The text of a credit note for one refund. `earlier` are the credit notes of the same invoice with lower
 * numbers. It is in the language of its invoice.
 */
export function printCreditNote(row: CreditNoteRow, invoice: InvoiceRow, earlier: readonly CreditNoteRow[]): Printed {
  const { order } = invoice.content;
  const { refund } = row.content;
  const speaker = speakerFor(invoice);
  const { say, write } = speaker;
  const parts = creditedParts(row, invoice, earlier);
  const [net, tax] = [sumOf(parts.map((part) => part.net)), sumOf(parts.flatMap(({ taxes }) => taxes))];
  const show = (amount: bigint) => write.price(moneyOf(amount, currencyOf(order)));
  const facts = [
    { label: say('creditedInvoice'), value: invoice.number },
    { label: say('invoicedAt'), value: write.day(invoice.issued_at) },
    ...(refund.reason ? [{ label: say('reason'), value: refund.reason }] : []),
  ];
  return {
    ...frame(speaker, say('creditNote'), row, invoice, facts),
    tables: [...returnedTable(speaker, order, refund.returned ?? []), taxTable(speaker, parts, print(speaker, order))],
    sums: [
      { label: say('net'), value: show(net) },
      { label: say('tax'), value: show(tax) },
      { label: say('refunded'), value: show(net + tax) },
    ],
    notes: taxNotes(
      speaker,
      parts.some(({ named }) => named.length > 0),
      deliveryCountry(order),
    ),
  };
}

/** The share that one credit note has of the parts of its invoice. */
export function creditedParts(row: CreditNoteRow, invoice: InvoiceRow, earlier: readonly CreditNoteRow[]): RatePart[] {
  const parts = byRate(costsOf(invoice).charges);
  const amountOf = ({ content: { refund } }: CreditNoteRow) =>
    minorUnits(money(refund.amount, currencyOf(invoice.content.order)));
  const left = earlier.reduce<TaxedPart[]>((rest, note) => without(rest, splitRefund(rest, amountOf(note))), parts);
  const split = splitRefund(left, amountOf(row));
  return parts.map(({ named }, index) => ({ named, ...(split[index] as TaxedPart) }));
}

/** The total of an invoice before credits: what its charges add up to. */
export function invoicedTotal(invoice: InvoiceRow): TaxedMoney {
  return costsOf(invoice).cost.taxedTotal as TaxedMoney;
}

/** The currency of an order. */
export function currencyOf({ currency_code }: InvoicedOrder): string {
  return currency_code.toUpperCase();
}

function frame(
  speaker: InvoiceSpeaker,
  title: string,
  row: InvoiceRow | CreditNoteRow,
  invoice: InvoiceRow,
  facts: Printed['facts'],
) {
  const { seller, order } = invoice.content;
  const { language, say, write } = speaker;
  return {
    ...{ language, title, number: row.number, issuedAt: new Date(row.issued_at), author: seller.name },
    facts: [
      { label: say('number'), value: row.number },
      { label: say('issuedAt'), value: write.day(row.issued_at) },
      ...facts,
      { label: say('order'), value: String(order.display_id) },
      { label: say('orderedAt'), value: write.day(order.created_at) },
      { label: say('currency'), value: currencyOf(order) },
    ],
    parties: partiesOf(speaker, invoice),
  };
}

function chargeTable(speaker: InvoiceSpeaker, order: InvoicedOrder, charges: readonly ChargeCost[]): Table {
  const { say, write } = speaker;
  const lines = order.items.toSorted(byAge);
  const methods = inOrder(order.shipping_methods);
  const row = (cell: Cell, quantity: string, cost: ChargeCost): Cell[] => [
    cell,
    { text: quantity },
    { text: write.amount(cost.price) },
    { text: cost.taxLines.map(({ rate }) => `${rate} %`).join(', ') || '–' },
    ...[cost.taxedTotal.net, cost.taxedTotal.tax, cost.taxedTotal.gross].map((amount) => ({
      text: write.amount(amount),
    })),
  ];
  return {
    heading: say('articles'),
    columns: [
      { title: say('description'), width: 34, isNumber: false },
      { title: say('quantity'), width: 11, isNumber: true },
      { title: say('unitPrice'), width: 14, isNumber: true },
      { title: say('taxRate'), width: 11, isNumber: true },
      { title: say('net'), width: 14, isNumber: true },
      { title: say('tax'), width: 13, isNumber: true },
      { title: say('gross'), width: 14, isNumber: true },
    ],
    rows: [
      ...lines.map((line, index) => {
        const cost = charges[index] as ChargeCost;
        const { title, names } = namesOf(speaker, line);
        return row({ text: title, detail: detailOf(speaker, names, cost) }, String(line.quantity), cost);
      }),
      ...methods.map((method, index) => {
        const name = toDeliveryTexts(method.data?.texts)[speaker.language]?.name ?? method.name;
        const cost = charges[lines.length + index] as ChargeCost;
        return row({ text: say(['delivery', { name }]), detail: detailOf(speaker, [], cost) }, '1', cost);
      }),
    ],
  };
}

/** The returned pieces of a credit note; no table where it is for none. */
function returnedTable(
  { language, say }: InvoiceSpeaker,
  { items }: InvoicedOrder,
  returned: readonly ReturnedLine[],
): Table[] {
  const rows = returned.flatMap(({ line_id, quantity }): Cell[][] => {
    const line = items.find(({ id }) => id === line_id);
    if (!line) return [];
    const { title, variantTitle } = toLineTexts(line, language);
    const detail = [variantTitle, line.variant_sku].filter((name) => name).join(' · ');
    return [[{ text: title, detail }, { text: String(quantity) }]];
  });
  if (rows.length === 0) return [];
  const columns = [
    { title: say('description'), width: 80, isNumber: false },
    { title: say('quantity'), width: 20, isNumber: true },
  ];
  return [{ heading: say('returnedArticles'), columns, rows }];
}

/** The title, and below it the variant, its SKU, the texts of the buyer, and the numbers of the pieces in their edition. */
function namesOf({ language, say }: InvoiceSpeaker, line: InvoicedLine): { title: string; names: (string | null)[] } {
  const { title, variantTitle, attributes } = toLineTexts(line, language);
  const names = [
    ...[variantTitle, line.variant_sku],
    ...attributes.map((attribute) => say(['attribute', attribute])),
    ...(line.edition_numbers ?? []).map((edition) => say(['editionNumber', edition])),
  ];
  return { title, names };
}

/** The variant, the net price of one piece and the discount of a charge. */
function detailOf(
  { say, write }: InvoiceSpeaker,
  names: (string | null)[],
  { taxLines, taxedPrice, taxedDiscount }: ChargeCost,
): string {
  return [
    ...names.filter((name) => name),
    ...(taxLines.length > 0 ? [say(['netUnitPrice', { price: write.amount(taxedPrice.net) }])] : []),
    ...(minorUnits(taxedDiscount.gross) > 0n ? [say(['discount', { amount: write.amount(taxedDiscount.gross) }])] : []),
  ].join(' · ');
}

/** With the names of taxes in English, which `taxTable` translates. */
function costsOf({ content: { order } }: InvoiceRow) {
  const { cost, lines, shipping } = toCosts({
    ...order,
    items: order.items.toSorted(byAge),
    shipping_methods: inOrder(order.shipping_methods),
  });
  return { cost, charges: [...lines, ...shipping] };
}

function print({ write }: InvoiceSpeaker, order: InvoicedOrder): (amount: bigint) => string {
  return (amount) => write.amount(moneyOf(amount, currencyOf(order)));
}

function deliveryCountry({ shipping_address }: InvoicedOrder): string | null {
  return shipping_address?.country_code?.toUpperCase() ?? null;
}

/** What writes in the language of an invoice; in English for one from before languages were kept. */
function speakerFor({ content: { language } }: InvoiceRow): InvoiceSpeaker {
  return invoiceSpeaker(toLanguage({ language }));
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
