import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** An order as it was handed over, with what the warehouse adds. */
export interface Order extends Record<string, unknown> {
  orderId: number;
  orderKey: string;
  orderNumber: string;
  orderStatus: string;
  items: { lineItemKey?: string; sku?: string; name: string; quantity: number }[];
}

export interface Shipment {
  shipmentId: number;
  orderId: number;
  orderKey: string;
  orderNumber: string;
  createDate: string;
  trackingNumber: string;
  carrierCode: string;
  voided: boolean;
  shipmentItems: { lineItemKey: string | null; sku: string | null; name: string; quantity: number }[];
}

/** What the warehouse knows. */
export interface Books {
  orders: Order[];
  shipments: Shipment[];
  /** Addresses to be told when something was sent. */
  targets: string[];
}

/** Opens the books in a file; what is written is there after a crash, whole. */
export function openBooks(file: string): { books: Books; write(): Promise<void> } {
  const books: Books = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { orders: [], shipments: [], targets: [] };
  let writing = Promise.resolve();
  return {
    books,
    write: () => {
      writing = writing.then(async () => {
        await writeFile(`${file}.part`, JSON.stringify(books), { mode: 0o600 });
        await rename(`${file}.part`, file);
      });
      return writing;
    },
  };
}
