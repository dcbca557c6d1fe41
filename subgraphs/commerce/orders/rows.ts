import type { Language } from '#kit/graph/languages/language.ts';
import type { GiftRow } from '../carts/gift-rows.ts';
import type { LineRow } from '../carts/line-rows.ts';
import type { Cost, ShippingMethodRow } from '../cost-rows.ts';
import type { Money } from '../money.ts';
import type { Picture } from '../products/presentation-rows.ts';
import type { AddressRow } from '../rows.ts';

/** A line of an order, with the product as it was bought. */
export interface OrderLineRow extends LineRow {
  orderId: string;
  sku: string | null;
  image: Picture | null;
}

/** An order from Medusa with the names of the graph. */
export interface OrderRow {
  id: string;
  /** That in which it was placed. */
  language: Language;
  number: number;
  email: string | null;
  status: 'PENDING' | 'COMPLETED' | 'CANCELED' | 'ARCHIVED' | 'REQUIRES_ACTION' | 'DRAFT';
  fulfillmentStatus:
    | 'NOT_FULFILLED'
    | 'PARTIALLY_FULFILLED'
    | 'FULFILLED'
    | 'PARTIALLY_SHIPPED'
    | 'SHIPPED'
    | 'PARTIALLY_DELIVERED'
    | 'DELIVERED'
    | 'CANCELED';
  lines: OrderLineRow[];
  cost: Cost;
  total: Money;
  note: string | null;
  gift: GiftRow | null;
  shippingMethod: ShippingMethodRow | null;
  shippingAddress: AddressRow | null;
  billingAddress: AddressRow | null;
  fulfillments: FulfillmentRow[];
  placedAt: string;
  canceledAt: string | null;
  cancellation: CancellationRow | null;
}

/** A buyer's wish to cancel an order. */
export interface CancellationRow {
  status: 'REQUESTED' | 'COMPLETED' | 'REFUSED';
  reason: string | null;
  requestedAt: string;
}

export interface FulfillmentRow {
  id: string;
  shippedAt: string | null;
  deliveredAt: string | null;
  lines: { orderLineId: string; quantity: number }[];
  tracking: { number: string; url: string | null }[];
}
