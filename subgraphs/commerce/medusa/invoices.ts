import { requireProperty } from '#kit/graph/errors.ts';
import type { MedusaAddress, MedusaCost, MedusaLine } from './responses.ts';
import { type Send, unavailable } from './send.ts';

/** An invoice or a credit note from Medusa, as it was issued. */
export type IssuedRow = InvoiceRow | CreditNoteRow;

export interface InvoiceRow extends Issued {
  kind: 'INVOICE';
  /** Invoices of earlier versions have no language. */
  content: { seller: Seller; order: InvoicedOrder; language?: string };
}

export interface CreditNoteRow extends Issued {
  kind: 'CREDIT_NOTE';
  content: { refund: { amount: string; reason: string | null; returned?: ReturnedLine[] } };
}

interface Issued {
  id: string;
  number: string;
  order_id: string;
  issued_at: string;
  /** Of the stored file; null before it is stored. */
  sha256: string | null;
  bytes: number | null;
}

/** Pieces of an order line that were returned. Credit notes of earlier versions do not name them. */
export interface ReturnedLine {
  line_id: string;
  quantity: number;
}

export interface Seller {
  name: string;
  address: string[];
  registration: string | null;
  taxId: string | null;
}

/** An order at the time of its invoice. */
export interface InvoicedOrder extends MedusaCost {
  display_id: number;
  email: string | null;
  created_at: string;
  items: InvoicedLine[];
  shipping_address: MedusaAddress | null;
  billing_address: MedusaAddress | null;
}

export interface InvoicedLine extends MedusaLine {
  variant_title: string | null;
  variant_sku: string | null;
  /** The numbers of pieces of an edition. Invoices of earlier versions do not have them. */
  edition_numbers?: { number: number; size: number }[];
}

/** The digest of a stored file, 64 hexadecimal digits, and its size. */
export interface StoredFile {
  sha256: string;
  bytes: number;
}

/**
 * Calls for invoices at Medusa. The caller must check that the viewer may see the orders. All reject with BACKEND_UNAVAILABLE or
 * BACKEND_TIMEOUT when Medusa does not answer.
 */
export type InvoiceCalls = ReturnType<typeof invoiceCalls>;

export function invoiceCalls(send: Send) {
  return {
    /** The documents of at most 200 orders, for each in the order of their numbers. */
    ofOrders: async (orderIds: readonly string[]): Promise<IssuedRow[]> => {
      const { invoices } = await send<{ invoices: IssuedRow[] }>('GET', 'invoices', { order_id: orderIds })
        .then(requireProperty('invoices'))
        .catch(unavailable);
      return invoices;
    },

    /** Records the stored file of a document; the first record counts. Resolves to what is recorded. */
    recordFile: async (id: string, { sha256, bytes }: StoredFile): Promise<StoredFile> => {
      const { file } = await send<{ file: StoredFile }>('POST', `invoices/${id}/file`, {}, { sha256, bytes })
        .then(requireProperty('file'))
        .catch(unavailable);
      return file;
    },
  };
}
