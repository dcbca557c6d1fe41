import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** An order as it was sent, with the fields that the warehouse adds. */
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

/** The data of the warehouse. */
export interface SandboxState {
  orders: Order[];
  shipments: Shipment[];
  /** URLs of the webhooks for shipments. */
  webhookUrls: string[];
}

/** Loads the state from a file. `save` replaces the file atomically. */
export function openState(file: string): { state: SandboxState; save(): Promise<void> } {
  const state: SandboxState = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { orders: [], shipments: [], webhookUrls: [] };
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
