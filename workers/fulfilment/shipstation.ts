import { inCurrency } from '#kit/graph/currency.ts';
import { basic, jsonClient } from '#kit/process/http/json-client.ts';
import type { MedusaAddress, MedusaOrder, Parcel } from './medusa.ts';

/** An order of ShipStation's API, version 1: https://www.shipstation.com/docs/api/orders/create-update-order/ */
export interface ShipStationOrder {
  orderNumber: string;
  /** The unique key: an order with the same key replaces the previous one. */
  orderKey: string;
  orderDate: string;
  orderStatus: 'awaiting_shipment';
  customerEmail?: string;
  amountPaid: number;
  taxAmount: number;
  shippingAmount: number;
  requestedShippingService?: string;
  billTo: ShipStationAddress;
  shipTo: ShipStationAddress;
  items: { lineItemKey: string; sku?: string; name: string; quantity: number; unitPrice: number }[];
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
  orderKey: string;
  trackingNumber: string | null;
  carrierCode: string | null;
  voided: boolean;
  shipmentItems: { lineItemKey: string | null; quantity: number }[] | null;
}

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
    items: order.items.map((item) => ({
      lineItemKey: item.id,
      ...(item.variant_sku && { sku: item.variant_sku }),
      name: item.product_title ?? item.title,
      quantity: item.quantity,
      unitPrice: amount(item.unit_price),
    })),
  };
}

/** A shipment as it is reported to Medusa; undefined when it was voided or has no tracking number. */
export function toParcel({
  shipmentId,
  trackingNumber,
  voided,
  shipmentItems,
}: ShipStationShipment): Parcel | undefined {
  if (voided || !trackingNumber) return undefined;
  const items = (shipmentItems ?? []).flatMap(({ lineItemKey, quantity }) =>
    lineItemKey ? [{ line_item_id: lineItemKey, quantity }] : [],
  );
  return { id: String(shipmentId), tracking_number: trackingNumber, ...(items.length > 0 && { items }) };
}

function toAddress(from: MedusaAddress | null): ShipStationAddress {
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
