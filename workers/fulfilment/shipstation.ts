import { inCurrency } from '#kit/graph/currency.ts';
import { basic, jsonClient } from '#kit/process/http/json-client.ts';
import type { MedusaAddress, MedusaOrder, Parcel } from './medusa.ts';

/** An order of ShipStation's API, version 1: https://www.shipstation.com/docs/api/orders/create-update-order/ */
export interface ShipStationOrder {
  orderNumber: string;
  /** The unique key: an order with the same key replaces the previous one. */
  orderKey: string;
  orderDate: string;
  orderStatus: 'awaiting_shipment' | 'on_hold' | 'cancelled';
  customerEmail?: string;
  amountPaid: number;
  taxAmount: number;
  shippingAmount: number;
  requestedShippingService?: string;
  billTo: ShipStationAddress;
  shipTo: ShipStationAddress;
  /** What the buyer wrote. */
  customerNotes?: string;
  /** What the staff has to do. */
  internalNotes?: string;
  gift?: boolean;
  giftMessage?: string;
  items: {
    lineItemKey: string;
    sku?: string;
    name: string;
    quantity: number;
    unitPrice: number;
    /** What is to be made on it, such as an engraving, and what to pick: the numbers of an edition. */
    options?: { name: string; value: string }[];
  }[];
}

export interface ShipStationAddress {
  name: string;
  company?: string;
  street1: string;
  street2?: string;
  city: string;
  state?: string;
  postalCode?: string;
  country: string;
  phone?: string;
}

/** A shipment of its API: https://www.shipstation.com/docs/api/shipments/list/ */
export interface ShipStationShipment {
  shipmentId: number;
  /** Null for a label without an order, as returns have. */
  orderKey: string | null;
  trackingNumber: string | null;
  carrierCode: string | null;
  voided: boolean;
  shipmentItems: { lineItemKey: string | null; quantity: number }[] | null;
}

/** What an order is found by: its number is shown to people, and its key is unique. */
type OrderName = Pick<ShipStationOrder, 'orderKey' | 'orderNumber'>;

/** The warehouse. All methods reject when it is unavailable. */
export type Warehouse = ReturnType<typeof warehouseAt>;

export function warehouseAt(url: string, key: string, secret: string) {
  const requestJson = jsonClient('ShipStation', basic(key, secret));
  const at = (path: string) => new URL(path, url).href;
  const list = async (address: string): Promise<ShipStationShipment[]> => {
    const target = new URL(address);
    target.searchParams.set('includeShipmentItems', 'true');
    target.searchParams.set('pageSize', '500');
    const all: ShipStationShipment[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      target.searchParams.set('page', String(page));
      const answer = await requestJson<{ shipments: ShipStationShipment[]; pages: number }>('GET', target.href);
      all.push(...answer.shipments);
      pages = answer.pages;
    }
    return all;
  };

  return {
    /** Creates or updates an order; resolves to the warehouse's id of it. */
    take: async (order: ShipStationOrder): Promise<string> =>
      String((await requestJson<{ orderId: number }>('POST', at('/orders/createorder'), order)).orderId),

    /** The status of an order; undefined where the warehouse does not know the order. */
    statusOf: async ({ orderKey, orderNumber }: OrderName): Promise<string | undefined> => {
      type Orders = { orders: { orderKey: string; orderStatus: string }[] };
      const path = `/orders?orderNumber=${encodeURIComponent(orderNumber)}&pageSize=500`;
      const { orders } = await requestJson<Orders>('GET', at(path));
      return orders.find((order) => order.orderKey === orderKey)?.orderStatus;
    },

    /** Whether a parcel of an order has left. */
    hasParcels: async ({ orderKey, orderNumber }: OrderName): Promise<boolean> => {
      const shipments = await list(at(`/shipments?orderNumber=${encodeURIComponent(orderNumber)}`));
      return shipments.some((shipment) => shipment.orderKey === orderKey && !shipment.voided);
    },

    /**
     * The shipments at the address of a notice. Rejects for addresses that are not the warehouse's, so that a forged
     * notice cannot make the worker call other servers.
     */
    shipmentsAt: async (address: string): Promise<ShipStationShipment[]> => {
      const target = URL.canParse(address) ? new URL(address) : undefined;
      if (target?.origin !== new URL(url).origin || target.pathname !== '/shipments') {
        throw new TypeError('The URL is not a list of ShipStation shipments.');
      }
      return list(target.href);
    },

    /** The shipments created since an instant. */
    shipmentsSince: (since: Date) => list(at(`/shipments?createDateStart=${encodeURIComponent(since.toISOString())}`)),

    /** Subscribes `target` to shipment notices; idempotent. */
    subscribe: async (target: string): Promise<void> => {
      const { webhooks } = await requestJson<{ webhooks: { Url: string }[] }>('GET', at('/webhooks'));
      if (webhooks.some(({ Url }) => Url === target)) return;
      await requestJson('POST', at('/webhooks/subscribe'), {
        target_url: target,
        event: 'SHIP_NOTIFY',
        store_id: null,
        friendly_name: 'AXIOM',
      });
    },
  };
}

/** An order for the warehouse, with the amounts that the buyer was charged, in whole minor units. */
export function toWarehouse(order: MedusaOrder): ShipStationOrder {
  const amount = (exact: number) => Number(inCurrency(exact, order.currency_code.toUpperCase()));
  return {
    orderNumber: String(order.display_id),
    orderKey: order.id,
    orderDate: order.created_at,
    orderStatus: 'awaiting_shipment',
    ...(order.email && { customerEmail: order.email }),
    amountPaid: amount(order.total),
    taxAmount: amount(order.tax_total),
    shippingAmount: amount(order.shipping_total),
    ...(order.shipping_methods[0] && { requestedShippingService: order.shipping_methods[0].name }),
    billTo: toAddress(order.billing_address ?? order.shipping_address),
    shipTo: toAddress(order.shipping_address),
    ...toNotes(order),
    items: order.items.map((item) => ({
      lineItemKey: item.id,
      ...(item.variant_sku && { sku: item.variant_sku }),
      name: item.product_title ?? item.title,
      quantity: item.quantity,
      unitPrice: amount(item.unit_price),
      ...toOptions(item),
    })),
  };
}

/** A shipment as it is reported to Medusa; undefined when it was voided or has no tracking number. */
export function toParcel({
  shipmentId,
  trackingNumber,
  carrierCode,
  voided,
  shipmentItems,
}: ShipStationShipment): Parcel | undefined {
  if (voided || !trackingNumber) return undefined;
  const items = (shipmentItems ?? []).flatMap(({ lineItemKey, quantity }) =>
    lineItemKey ? [{ line_item_id: lineItemKey, quantity }] : [],
  );
  return {
    ...{ id: String(shipmentId), tracking_number: trackingNumber },
    ...(carrierCode && { carrier: carrierCode }),
    ...(items.length > 0 && { items }),
  };
}

function toNotes({ metadata }: MedusaOrder): Partial<ShipStationOrder> {
  const { note, gift } = metadata ?? {};
  const tasks = [
    ...(gift?.is_wrapped ? ['Wrap as a gift.'] : []),
    ...(gift?.hide_prices ? ['Enclose no document with prices.'] : []),
  ];
  return {
    ...(note && { customerNotes: note }),
    ...(tasks.length > 0 && { internalNotes: tasks.join(' ') }),
    ...(gift && { gift: true }),
    ...(gift?.message && { giftMessage: gift.message }),
  };
}

function toOptions({
  metadata,
  edition_numbers = [],
}: MedusaOrder['items'][number]): Pick<ShipStationOrder['items'][number], 'options'> {
  const options = [
    ...(metadata?.attributes ?? []).map(({ label, value }) => ({ name: label, value })),
    ...edition_numbers.map(({ number, size }) => ({ name: 'Edition', value: `${number} of ${size}` })),
  ];
  return options.length > 0 ? { options } : {};
}

/** An address of Medusa for ShipStation. */
export function toAddress(from: Partial<MedusaAddress> | null): ShipStationAddress {
  const optional = (name: string, value: string | null | undefined) => (value ? { [name]: value } : {});
  return {
    name: [from?.first_name, from?.last_name].filter(Boolean).join(' '),
    street1: from?.address_1 ?? '',
    city: from?.city ?? '',
    country: from?.country_code?.toUpperCase() ?? '',
    ...optional('company', from?.company),
    ...optional('street2', from?.address_2),
    ...optional('state', from?.province),
    ...optional('postalCode', from?.postal_code),
    ...optional('phone', from?.phone),
  };
}
