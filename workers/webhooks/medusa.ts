import { jsonClient } from '#kit/process/http/json-client.ts';

/** An event of an order, as Medusa returns it. */
export interface MedusaEvent {
  id: string;
  type: 'order.placed' | 'order.shipped' | 'order.canceled' | 'order.returned';
  order_id: string;
  fulfillment_id: string | null;
  return_id: string | null;
  occurred_at: string;
}

/** The fields of an order that partners may see. */
export interface MedusaOrder {
  id: string;
  display_id: number;
  currency_code: string;
  shipping_address: { country_code: string | null } | null;
  items: {
    id: string;
    product_id: string | null;
    variant_id: string | null;
    variant_sku: string | null;
    quantity: number;
  }[];
  fulfillments: Part[];
  returns: Part[];
}

/** The pieces of a parcel or a return. */
interface Part {
  id: string;
  items: { line_item_id: string; quantity: number }[];
}

/** The events of orders at Medusa. All methods reject when Medusa is unavailable. */
export type OrderEvents = ReturnType<typeof orderEventsAt>;

export function orderEventsAt(url: string, token: string) {
  const requestJson = jsonClient('Medusa', `Bearer ${token}`);
  const at = (path = '') => new URL(`/worker/order-events${path}`, url).href;
  return {
    /** Unread events, the oldest first, at most a hundred, with their orders. */
    waiting: () => requestJson<{ events: MedusaEvent[]; orders: MedusaOrder[] }>('GET', at()),
    /** Acknowledges events. */
    taken: async (ids: readonly string[]): Promise<void> => {
      await requestJson('POST', at('/taken'), { ids });
    },
    /** Lets Medusa find changes without an event; resolves to their number. */
    sweep: async (): Promise<number> => (await requestJson<{ found: number }>('POST', at('/sweep'), {})).found,
  };
}
