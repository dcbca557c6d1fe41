import type { Money } from '../money.ts';

/** Pieces of an order that a buyer sends back. */
export interface ReturnRow {
  id: string;
  number: number;
  status: 'REQUESTED' | 'PARTIALLY_RECEIVED' | 'RECEIVED' | 'CANCELED';
  lines: ReturnLineRow[];
  requestedAt: string;
  receivedAt: string | null;
  canceledAt: string | null;
  /** What was given back so far. */
  refunded: Money;
  /** Null until the warehouse has made it, and once the return is canceled. */
  label: ReturnLabelRow | null;
}

/** The label that brings a return back. */
export interface ReturnLabelRow {
  /** The key of the PDF file in the bucket. */
  file: string;
  trackingNumber: string;
  trackingUrl: string | null;
  carrier: string;
  createdAt: string;
}

/** Pieces of one line. */
export interface ReturnLineRow {
  orderLineId: string;
  quantity: number;
  receivedQuantity: number;
  reason: ReturnReason;
  note: string | null;
}

/** The reasons for a return; Medusa has them in lower case. */
export type ReturnReason =
  | 'CHANGED_MIND'
  | 'DAMAGED'
  | 'NOT_AS_DESCRIBED'
  | 'WRONG_ITEM'
  | 'TOO_SMALL'
  | 'TOO_LARGE'
  | 'OTHER';

/** How many pieces of a line can be returned, and why none can. */
export interface ReturnableRow {
  quantity: number;
  hindrance: 'NOT_SHIPPED' | 'PERSONALIZED' | 'WINDOW_CLOSED' | 'RETURNED' | 'CANCELED' | null;
}

/** The returns of an order, the oldest first, and what of each line can be returned. */
export interface OrderReturns {
  orderId: string;
  returns: ReturnRow[];
  returnable: ReadonlyMap<string, ReturnableRow>;
}
