import { listBy } from '#kit/graph/loader.ts';
import type { TaxedMoney } from '../cost-rows.ts';
import type { CreditNoteRow, InvoiceCalls, InvoiceRow, IssuedRow, StoredFile } from '../medusa/invoices.ts';
import { moneyOf } from '../money.ts';
import { creditedParts, currencyOf, invoicedTotal, printCreditNote, printInvoice } from './content.ts';
import type { InvoiceFiles } from './files.ts';
import { renderPdf } from './pdf/render.ts';
import type { Printed } from './printed.ts';

/** An issued document with what is read of it. */
export interface Issued {
  id: string;
  number: string;
  issuedAt: string;
  /** The invoiced or refunded amount. */
  amount: TaxedMoney;
  /** The reason of a refund; null for an invoice, and where none was given. */
  reason: string | null;
  row: IssuedRow;
  print(): Printed;
}

/** A stored file with a URL to download it. */
export interface DownloadableFile extends StoredFile {
  url: string;
  expiresAt: Date;
}

/** Reads the invoices of orders that the viewer may see. */
export interface Invoices {
  /** The invoice of an order; null before it is issued. */
  find(orderId: string): Promise<Issued | null>;
  /** The credit notes of an order in the order of their numbers. */
  creditNotes(orderId: string): Promise<Issued[]>;
  /** The file of a document. It is made when it is first requested, and is the same from then on. */
  file(issued: Issued): Promise<DownloadableFile>;
}

/** Invoices from Medusa, all of one tick in one call, with their files in the bucket. */
export function createInvoices(calls: InvoiceCalls, files: InvoiceFiles): Invoices {
  const ofOrder = listBy<IssuedRow>(calls.ofOrders, ({ order_id }) => order_id);
  const invoiceOf = async (orderId: string) =>
    (await ofOrder.load(orderId)).find((row): row is InvoiceRow => row.kind === 'INVOICE');

  return {
    find: async (orderId) => {
      const row = await invoiceOf(orderId);
      return row ? toInvoice(row) : null;
    },
    creditNotes: async (orderId) => {
      const invoice = await invoiceOf(orderId);
      const notes = (await ofOrder.load(orderId)).filter((row): row is CreditNoteRow => row.kind === 'CREDIT_NOTE');
      return invoice ? notes.map((row, index) => toCreditNote(row, invoice, notes.slice(0, index))) : [];
    },
    file: async ({ row, print }) => {
      const { sha256, bytes } = row;
      const stored =
        sha256 !== null && bytes !== null
          ? { sha256, bytes }
          : await calls.recordFile(row.id, await files.store(row.id, row.number, () => renderPdf(print())));
      return { ...stored, ...(await files.sign(row.id)) };
    },
  };
}

function toInvoice(row: InvoiceRow): Issued {
  return {
    ...{ id: row.id, number: row.number, issuedAt: row.issued_at, row, reason: null },
    amount: invoicedTotal(row),
    print: () => printInvoice(row),
  };
}

function toCreditNote(row: CreditNoteRow, invoice: InvoiceRow, earlier: readonly CreditNoteRow[]): Issued {
  const parts = creditedParts(row, invoice, earlier);
  const net = parts.reduce((sum, part) => sum + part.net, 0n);
  const tax = parts.flatMap(({ taxes }) => taxes).reduce((sum, each) => sum + each, 0n);
  const toMoney = (amount: bigint) => moneyOf(amount, currencyOf(invoice.content.order));
  return {
    ...{ id: row.id, number: row.number, issuedAt: row.issued_at, row, reason: row.content.refund.reason },
    amount: { net: toMoney(net), tax: toMoney(tax), gross: toMoney(net + tax) },
    print: () => printCreditNote(row, invoice, earlier),
  };
}
