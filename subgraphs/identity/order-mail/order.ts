import { createGraphClient } from '#kit/graph/graph-client.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { signedFetch } from '#kit/graph/request-token.ts';
import type { Price } from '../catalogue.ts';

/** An amount without tax, its tax, and the amount with tax. */
interface TaxedPrice {
  net: Price;
  tax: Price;
  gross: Price;
}

/** A line of an order, as its mail shows it. */
export interface MailedLine {
  id: string;
  title: string;
  variantTitle: string | null;
  quantity: number;
  attributes: { label: string; value: string }[];
  editionNumbers: { number: number; size: number }[];
  taxedTotal: TaxedPrice;
  shipsFrom: string | null;
}

/** The part of an order that mails show, in the form of the graph. */
export interface MailedOrder {
  language: Language;
  number: number;
  email: string | null;
  placedAt: string;
  lines: MailedLine[];
  gift: { message: string | null; isWrapped: boolean; hidePrices: boolean } | null;
  cost: {
    taxedSubtotal: TaxedPrice | null;
    taxedDiscountTotal: TaxedPrice | null;
    taxedShippingTotal: TaxedPrice | null;
    taxedTotal: TaxedPrice | null;
    creditTotal: Price;
    total: Price;
  };
  duties: { payer: 'SELLER' | 'BUYER'; amount: Price | null } | null;
  shippingMethod: {
    name: string;
    kind: 'DELIVERY' | 'PICKUP';
    estimatedDelivery: { earliest: string; latest: string } | null;
    pickupLocation: { name: string; address: MailedAddress | null } | null;
  } | null;
  fulfillments: {
    id: string;
    deliveredAt: string | null;
    lines: { orderLineId: string; quantity: number }[];
    tracking: { number: string; url: string | null }[];
  }[];
  payments: {
    canceledAt: string | null;
    refunds: { id: string; amount: Price }[];
  }[];
  returns: {
    id: string;
    number: number;
    canceledAt: string | null;
    lines: { orderLineId: string; quantity: number }[];
    label: { carrier: string } | null;
  }[];
}

interface MailedAddress {
  line1: string | null;
  line2: string | null;
  postalCode: string | null;
  city: string | null;
}

/** Reads an order with its access token; null when it does not exist. Rejects while any part of it is unavailable. */
export type ReadOrder = (id: string, accessToken: string | null) => Promise<MailedOrder | null>;

/**
 * Reads orders of the commerce subgraph at `url`, with the key of its request tokens. A mail so shows what the buyer sees in
 * the graph: the same amounts, rounded in the same way.
 */
export function openOrders(url: string, key: string): ReadOrder {
  const run = createGraphClient(url, 10_000, signedFetch(key, 'commerce'));
  return async (id, accessToken) => {
    const { order } = await run<{ order: MailedOrder | null }>(orderQuery, { id, accessToken });
    return order;
  };
}

const money = '{ amount currencyCode }';
const taxed = `{ net ${money} tax ${money} gross ${money} }`;

/** The operation that reads the order of a mail. */
export const orderQuery = `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
  language number email placedAt gift { message isWrapped hidePrices }
  lines { id title variantTitle quantity attributes { label value } editionNumbers { number size } taxedTotal ${taxed} shipsFrom }
  cost { taxedSubtotal ${taxed} taxedDiscountTotal ${taxed} taxedShippingTotal ${taxed} taxedTotal ${taxed}
    creditTotal ${money} total ${money} }
  duties { payer amount ${money} }
  shippingMethod { name kind estimatedDelivery { earliest latest }
    pickupLocation { name address { line1 line2 postalCode city } } }
  fulfillments { id deliveredAt lines { orderLineId quantity } tracking { number url } }
  payments { canceledAt refunds { id amount ${money} } }
  returns { id number canceledAt lines { orderLineId quantity } label { carrier } } } }`;
