import { describe, expect, it } from '@jest/globals';
import { languages } from '#kit/graph/languages/language.ts';
import type { CreditNoteRow, InvoiceRow } from '../medusa/invoices.ts';
import { creditedParts, printCreditNote, printInvoice } from './content.ts';
import { invoiceTexts } from './texts/texts.ts';

/** An order of two engraved pieces of an edition at 1,200.00 with 20 % tax each, and a discount of 240.00. */
const invoice = {
  ...{ id: 'inv_1', number: 'INV-2026-000001', order_id: 'order_1', sha256: null, bytes: null },
  ...{ issued_at: '2026-11-27T12:00:00Z', kind: 'INVOICE' as const },
  content: {
    seller: { name: 'AXIOM SAS', address: ['Paris'], registration: null, taxId: null },
    order: {
      ...{ display_id: 7, email: null, created_at: '2026-11-27T11:00:00Z', currency_code: 'eur', total: 2160 },
      ...{ shipping_address: null, billing_address: null },
      items: [
        {
          ...{ id: 'ordli_1', title: 'Bangle', product_title: 'Low Water bangle', variant_id: null },
          ...{ variant_title: 'Silver', variant_sku: 'LWB-S', quantity: 2, unit_price: 1200, created_at: '' },
          ...{ is_tax_inclusive: true, total: 2160, tax_total: 360, original_total: 2400, original_tax_total: 400 },
          tax_lines: [{ code: 'VAT', description: null, rate: 20 }],
          metadata: { attributes: [{ key: 'engraving', label: 'Engraving', value: 'À Léa' }] },
          edition_numbers: [7, 9].map((number) => ({ number, size: 50 })),
        },
      ],
    },
  },
} satisfies InvoiceRow;

const creditNote = (returned?: { line_id: string; quantity: number }[]): CreditNoteRow => ({
  ...{ id: 'crn_1', number: 'CRN-2026-000001', order_id: 'order_1', sha256: null, bytes: null },
  ...{ issued_at: '2026-11-28T12:00:00Z', kind: 'CREDIT_NOTE' },
  content: { refund: { amount: '1080', reason: 'Returned pieces', ...(returned && { returned }) } },
});

/** With no-break spaces as spaces. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('The text of an invoice', () => {
  it('has the discount of a line, the texts of the buyer, and the numbers of the pieces', () => {
    const { tables, sums } = printInvoice(invoice);
    const [cell, ...amounts] = tables[0]?.rows[0] ?? [];

    expect(cell).toEqual({
      text: 'Low Water bangle',
      detail:
        'Silver · LWB-S · Engraving: À Léa · no. 7 of 50 · no. 9 of 50 · net unit price 1,000.00 · discount 240.00',
    });
    expect(amounts.map(({ text }) => text)).toEqual(['2', '1,200.00', '20 %', '1,800.00', '360.00', '2,160.00']);
    expect(sums).toEqual([
      { label: 'Net', value: 'EUR\u00a01,800.00' },
      { label: 'Tax', value: 'EUR\u00a0360.00' },
      { label: 'Discounts, already deducted', value: 'EUR\u00a0240.00' },
      { label: 'Total', value: 'EUR\u00a02,160.00' },
    ]);
  });

  it('is the same for an order of an earlier version, without numbers and texts', () => {
    const items = invoice.content.order.items.map(({ edition_numbers: _, metadata: __, ...line }) => line);
    const order = { ...invoice.content.order, items };
    const { tables } = printInvoice({ ...invoice, content: { ...invoice.content, order } });

    expect(tables[0]?.rows[0]?.[0]?.detail).toBe('Silver · LWB-S · net unit price 1,000.00 · discount 240.00');
  });
});

describe('The text of a credit note', () => {
  it('names what was returned, besides the amounts by tax rate', () => {
    const { tables, sums } = printCreditNote(creditNote([{ line_id: 'ordli_1', quantity: 1 }]), invoice, []);

    expect(tables.map(({ heading }) => heading)).toEqual(['Returned articles', expect.any(String)]);
    expect(tables[0]?.rows).toEqual([[{ text: 'Low Water bangle', detail: 'Silver · LWB-S' }, { text: '1' }]]);
    expect(sums).toEqual([
      { label: 'Net', value: 'EUR\u00a0900.00' },
      { label: 'Tax', value: 'EUR\u00a0180.00' },
      { label: 'Total refunded', value: 'EUR\u00a01,080.00' },
    ]);
  });

  it.each([[undefined], [[]]])('has no such table for a refund without a return: %j', (returned) => {
    expect(printCreditNote(creditNote(returned), invoice, []).tables).toHaveLength(1);
  });
});

describe('The language of a document', () => {
  const names = {
    en: { title: 'Low Water bangle', variant_title: 'Silver' },
    'ja-JP': { title: 'ロウ・ウォーター バングル', variant_title: 'シルバー', terms: { Engraving: '刻印' } },
  };
  const [line] = invoice.content.order.items;
  const items = [{ ...line, metadata: { ...line?.metadata, names } }] as unknown as typeof invoice.content.order.items;
  const inLanguage = (language: string): InvoiceRow => ({
    ...invoice,
    content: { ...invoice.content, order: { ...invoice.content.order, items }, language },
  });

  it('is that of its order, with the names, days and amounts', () => {
    const japanese = printInvoice(inLanguage('JA'));
    const french = printInvoice(inLanguage('FR'));

    expect(japanese).toMatchObject({ language: 'JA', title: '請求書', notes: ['単価は割引前の金額です。'] });
    expect(japanese.facts.map(({ label, value }) => `${label} ${value}`)).toEqual([
      '番号 INV-2026-000001',
      '発行日 2026年11月27日',
      'ご注文番号 7',
      'ご注文日 2026年11月27日',
      '通貨 EUR',
    ]);
    expect(japanese.tables[0]?.rows[0]?.[0]).toEqual({
      text: 'ロウ・ウォーター バングル',
      detail: 'シルバー · LWB-S · 刻印：À Léa · 番号 7／50 · 番号 9／50 · 税抜単価 1,000.00 · 割引 240.00',
    });
    expect(french.sums.map(({ label, value }) => `${label} ${spaced(value)}`)).toEqual([
      'HT 1 800,00 EUR',
      'Taxe 360,00 EUR',
      'Remises, déjà déduites 240,00 EUR',
      'Montant total 2 160,00 EUR',
    ]);
    expect(french.tables[0]?.rows[0]?.[0]?.text).toBe('Low Water bangle');
    expect(french.tables[1]?.rows[0]?.[0]?.text).toBe('TVA 20 %');
  });

  it('changes no part of an invoice whose taxes have names that are the same in it', () => {
    const taxed = (language: string): InvoiceRow => {
      const from = inLanguage(language);
      const other = { ...items[0], id: 'ordli_2', tax_lines: [{ code: 'TVA', description: null, rate: 20 }] };
      const order = { ...from.content.order, items: [...items, other] as typeof items, total: 4320 };
      return { ...from, content: { ...from.content, order } };
    };
    const partsIn = (language: string) =>
      creditedParts(creditNote(), taxed(language), []).map(({ net, taxes }) => [net, taxes]);

    expect(partsIn('EN')).toHaveLength(2);
    expect(partsIn('FR')).toEqual(partsIn('EN'));
    expect(printInvoice(taxed('FR')).tables[1]?.rows.map(([cell]) => cell?.text)).toEqual(['TVA 20 %', 'TVA 20 %']);
  });

  it('is that of the invoice for its credit notes', () => {
    const returned = [{ line_id: 'ordli_1', quantity: 1 }];
    const { title, tables, sums } = printCreditNote(creditNote(returned), inLanguage('IT'), []);

    expect([title, tables[0]?.heading, sums.at(-1)]).toEqual([
      'Nota di credito',
      'Articoli resi',
      { label: 'Totale rimborsato', value: '1080,00\u00a0EUR' },
    ]);
  });

  it.each(languages.slice(1))('has no English text in %s', (language) => {
    const { EN, ...others } = invoiceTexts;
    const texts = others[language as 'FR'];
    const same = Object.entries(EN).filter(([key, text]) => text === texts[key as keyof typeof EN]);

    expect(same).toEqual([]);
  });
});
