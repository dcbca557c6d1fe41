import { jsonClient } from '#kit/process/http/json-client.ts';

/** Something that happened to an order, as Medusa tells it. */
export interface MedusaEvent {
  id: string;
  type: 'order.placed' | 'order.shipped';
  order_id: string;
  fulfillment_id: string | null;
  occurred_at: string;
}

/** An order as partners may know it. */
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
  fulfillments: { id: string; items: { line_item_id: string; quantity: number }[] }[];
}

/** What happened to orders, at Medusa. Everything rejects when Medusa cannot be had. */
export type OrderEvents = ReturnType<typeof orderEventsAt>;

export function orderEventsAt(url: string, token: string) {
  const requestJson = jsonClient('Medusa', `Bearer ${token}`);
  const at = (path = '') => new URL(`/worker/order-events${path}`, url).href;
  return {
    /** What nobody has taken yet, the oldest first, at most a hundred, with those orders. */
    waiting: () => requestJson<{ events: MedusaEvent[]; orders: MedusaOrder[] }>('GET', at()),
    /** Tells which were taken. */
    taken: async (ids: readonly string[]): Promise<void> => {
      await requestJson('POST', at('/taken'), { ids });
    },
    /** Has Medusa look for what none of its events has told; how much there was. */
    sweep: async (): Promise<number> => (await requestJson<{ found: number }>('POST', at('/sweep'), {})).found,
  };
}
