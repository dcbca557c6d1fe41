import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An order as it was sent, with the fields that the warehouse adds. */
export interface Order extends Record<string, unknown> {
  orderId: number;
  orderKey: string;
  orderNumber: string;
  orderStatus: string;
  shipTo: { name: string };
  items: { lineItemKey?: string; sku?: string; name: string; quantity: number }[];
}

export interface Shipment {
  shipmentId: number;
  /** Null, as are key and number, for a label without an order. */
  orderId: number | null;
  orderKey: string | null;
  orderNumber: string | null;
  createDate: string;
  trackingNumber: string;
  carrierCode: string;
  voided: boolean;
  shipTo: { name: string } | null;
  shipmentItems: { lineItemKey: string | null; sku: string | null; name: string; quantity: number }[];
}

/** The data of the warehouse. */
export interface SandboxState {
  orders: Order[];
  shipments: Shipment[];
  /** URLs of the webhooks for shipments. */
  webhookUrls: string[];
}

/** The file of the state, and its older name, which existing installations have. */
const fileNames = ['state.json', 'books.json'];

/** Loads the state from a folder; it is empty at first. `save` replaces the file atomically. */
export function openState(folder: string): { state: SandboxState; save(): Promise<void> } {
  const [file = '', ...older] = fileNames.map((name) => join(folder, name));
  const present = [file, ...older].find((path) => existsSync(path));
  const saved: Partial<SandboxState> = present ? JSON.parse(readFileSync(present, 'utf8')) : {};
  const { orders = [], shipments = [], webhookUrls = [] } = saved;
  const state: SandboxState = { orders, shipments, webhookUrls };
  let saving = Promise.resolve();
  return {
    state,
    save: () => {
      saving = saving.then(async () => {
        await writeFile(`${file}.part`, JSON.stringify(state), { mode: 0o600 });
        await rename(`${file}.part`, file);
      });
      return saving;
    },
  };
}
