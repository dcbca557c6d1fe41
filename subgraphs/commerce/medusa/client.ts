import type { Slice } from '#kit/graph/connection.ts';
import { requireProperty } from '#kit/graph/errors.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { FeedArguments } from '#kit/graph/server/change-feed.ts';
import { createMedusaClient } from '#kit/stores/medusa.ts';
import type { ChangeRow, Changes } from '../changes.ts';
import type { LimitedPieces } from '../limited-rows.ts';
import type { OrderRow } from '../orders/rows.ts';
import type { DeliveryOptionRow, LocationRow, RegionRow } from '../rows.ts';
import { type CartCalls, cartCalls } from './carts.ts';
import type { ReportDifference } from './costs.ts';
import { type CustomerCalls, customerCalls } from './customers.ts';
import { type InvoiceCalls, invoiceCalls } from './invoices.ts';
import { readLimitedPieces } from './limited.ts';
import { type OrderCalls, orderCalls } from './orders/order-changes.ts';
import { type PaymentCalls, paymentCalls } from './payments.ts';
import { type ProductCalls, productCalls, sliceOf } from './products/calls.ts';
import { type ProductListCalls, productListCalls } from './products/lists.ts';
import { toOrder } from './purchases.ts';
import { orderFields, type Rows } from './queries.ts';
import type { MedusaDelivery, MedusaLocation, MedusaOrder, MedusaRegion } from './responses.ts';
import { toRegion } from './rows.ts';
import { invalidCursor, nullIfMissing, type Send, unavailable } from './send.ts';
import { toDeliveryOption, toLocation } from './shipping.ts';
import { localize, textsHeader } from './texts/translated.ts';

/** Maximum number of ids or handles of one call: they are part of the URL, which Node.js limits to 16 KB. */
export const maxKeysPerCall = 100;

/** Calls to Medusa's store API. All reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa does not answer. */
export interface Medusa extends ProductCalls, ProductListCalls {
  /** All regions, the oldest first. */
  regions(): Promise<RegionRow[]>;
  /** All stock locations. */
  locations(): Promise<LocationRow[]>;
  /** All delivery options. */
  deliveryOptions(): Promise<DeliveryOptionRow[]>;
  /** Calls for payment providers, and for payments of orders. */
  payments: PaymentCalls;
  /** Calls for carts, as the customer of a Medusa token, or as an anonymous buyer. */
  carts(token?: string): CartCalls;
  /** Calls for invoices. */
  invoices(): InvoiceCalls;
  /** Exchanges a session token for a Medusa token of the same customer. */
  exchange(sessionToken: string): Promise<string>;
  /** Calls for the account of the customer that a Medusa token belongs to. */
  customer(token: string): CustomerCalls;
  /** Calls that change orders. The caller must check that the viewer may see the order. */
  orderChanges: OrderCalls;
  /** An order; null when there is none. The caller must check that the viewer may see it. */
  order(id: string): Promise<OrderRow | null>;
  /** Those of the orders with these ids that the customer of the token placed. */
  ownOrders(ids: readonly string[], token: string): Promise<OrderRow[]>;
  /** One page of the orders that the customer of the token placed, the newest first. */
  orders(page: Slice, token: string): Promise<Rows<OrderRow>>;
  /**
   * What changed after the cursor; null starts now. Waits up to `wait` milliseconds for a change. What Medusa caches of it is
   * dropped before. Rejects with BAD_USER_INPUT for an invalid cursor.
   */
  changes(args: FeedArguments): Promise<Changes>;
  /** The limited pieces of order lines; lines without any are left out. The caller must check that the viewer may see the orders. */
  limitedPieces(lineIds: readonly string[]): Promise<LimitedPieces[]>;
  /** Resolves when Medusa answers. */
  check(): Promise<void>;
}

/**
 * Prepares calls to the Medusa at `url`. Calls are cancelled when their `signal` aborts. Medusa does not rate-limit requests
 * with the service token, and lets them bypass its cache. Texts are in the `language`, as far as they exist. `report` is called with carts and orders whose parts do not add
 * up to their total.
 */
export function connectMedusa(
  url: string,
  publishableKey: string,
  serviceToken?: string,
  report?: ReportDifference,
): (signal: AbortSignal, isUncached?: boolean, language?: Language) => Medusa {
  const client = createMedusaClient({ url, publishableKey, serviceToken });

  return (signal, isUncached = false, language = 'EN') => {
    const uncached: Record<string, string> = isUncached ? { 'cache-control': 'no-store' } : {};
    const get = <Body extends object, Otherwise = never>(
      path: string,
      part: keyof Body & string,
      query: object,
      otherwise: (cause: unknown) => Otherwise = unavailable,
      headers: Record<string, string> = {},
    ) =>
      client
        .fetch<Body>(`/store/${path}`, { query, headers: { ...uncached, ...headers }, signal })
        .then(requireProperty(part))
        .catch(otherwise);
    const send =
      (token?: string, headers: Record<string, string> = {}): Send =>
      (method, path, query, body) =>
        client.fetch(`/store/${path}`, {
          ...{ method, query, body, signal },
          headers: { ...headers, ...(token && bearer(token)) },
        });
    const listOrders = (query: object, token: string) =>
      get<{ orders: MedusaOrder[]; count: number }>(
        'orders',
        'orders',
        { ...query, fields: orderFields },
        unavailable,
        bearer(token),
      );

    return {
      ...productCalls(get, language),

      ...productListCalls(get),

      regions: async () => {
        const { regions } = await get<{ regions: MedusaRegion[] }>('markets', 'regions', {});
        return regions.map(toRegion);
      },

      locations: async () => {
        const { stock_locations } = await get<{ stock_locations: MedusaLocation[] }>(
          'stock-locations',
          'stock_locations',
          {},
        );
        return stock_locations.map(toLocation);
      },

      deliveryOptions: async () => {
        const { deliveries } = await get<{ deliveries: MedusaDelivery[] }>(
          'deliveries',
          'deliveries',
          {},
          unavailable,
          textsHeader(language),
        );
        return deliveries.map((delivery) => {
          const row = toDeliveryOption(delivery);
          if (language !== 'EN') localize(row, delivery, { name: 'name', description: 'description' });
          return row;
        });
      },

      payments: paymentCalls(send()),
      carts: (token) => cartCalls(send(token, { 'x-axiom-language': language }), language, report),

      invoices: () => invoiceCalls(send()),

      exchange: async (sessionToken) => {
        const init = { method: 'POST', body: { token: sessionToken }, signal };
        const { token } = await client
          .fetch<{ token: string }>('/auth/customer/axiom', init)
          .then(requireProperty('token'))
          .catch(unavailable);
        return token;
      },

      customer: (token) => customerCalls(send(token)),

      orderChanges: orderCalls(send()),

      order: async (id) => {
        type Body = { order: MedusaOrder };
        const found = await get<Body, null>(`orders/${id}`, 'order', { fields: orderFields }, nullIfMissing);
        return found && toOrder(found.order, report);
      },

      // The list contains only the customer’s orders; the route of a single order admits services without this check.
      ownOrders: async (ids, token) => {
        const { orders } = await listOrders({ id: ids, limit: ids.length }, token);
        return orders.map((order) => toOrder(order, report));
      },

      orders: async (page, token) => {
        const { orders, count } = await listOrders({ ...sliceOf(page), order: '-created_at' }, token);
        return { rows: orders.map((order) => toOrder(order, report)), totalCount: count };
      },

      changes: async ({ after, first, wait }) => {
        type Body = { changes: ChangeRow[]; cursor: string; has_more: boolean };
        const query = { after: after ?? '', limit: first, wait };
        const { changes, cursor, has_more } = await get<Body>('changes', 'changes', query, invalidCursor);
        return { rows: changes, cursor, hasMore: has_more };
      },

      limitedPieces: (lineIds) => readLimitedPieces(send(), lineIds),

      check: async () => {
        await client.fetch<string>('/health', { headers: { accept: 'text/plain' }, signal }).catch(unavailable);
      },
    };
  };
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
