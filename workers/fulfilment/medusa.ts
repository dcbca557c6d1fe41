import { HttpError, jsonClient } from '#kit/process/http/json-client.ts';

/** An order as Medusa returns it to the worker. */
export interface MedusaOrder {
  id: string;
  display_id: number;
  email: string | null;
  created_at: string;
  canceled_at: string | null;
  currency_code: string;
  total: number;
  tax_total: number;
  shipping_total: number;
  items: {
    id: string;
    title: string;
    product_title: string | null;
    variant_sku: string | null;
    quantity: number;
    unit_price: number;
  }[];
  shipping_address: MedusaAddress | null;
  billing_address: MedusaAddress | null;
  shipping_methods: { name: string }[];
}

export interface MedusaAddress {
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  address_1: string | null;
  address_2: string | null;
  city: string | null;
  province: string | null;
  postal_code: string | null;
  country_code: string | null;
  phone: string | null;
}

/** A shipped parcel, as it is reported to Medusa. */
export interface Parcel {
  id: string;
  tracking_number: string;
  tracking_url?: string;
  items?: { line_item_id: string; quantity: number }[];
}

/** The outbox of orders at Medusa. All methods reject when Medusa is unavailable. */
export type Outbox = ReturnType<typeof outboxAt>;

export function outboxAt(url: string, token: string) {
  const requestJson = jsonClient('Medusa', `Bearer ${token}`);
  const at = (path: string) => new URL(`/worker/outbox${path}`, url).href;
  const of = (orderId: string, path = '') => at(`/${encodeURIComponent(orderId)}${path}`);

  return {
    /** Ids of waiting orders, the oldest first, at most a hundred. */
    waiting: async (): Promise<string[]> => {
      const { orders } = await requestJson<{ orders: { order_id: string }[] }>('GET', at(''));
      return orders.map(({ order_id }) => order_id);
    },
    /** Lets Medusa find orders that are missing from the outbox; resolves to their number. */
    sweep: async (): Promise<number> => (await requestJson<{ found: number }>('POST', at('/sweep'), {})).found,
    order: async (id: string): Promise<MedusaOrder> => (await requestJson<{ order: MedusaOrder }>('GET', of(id))).order,
    delivered: async (id: string, reference: string): Promise<void> => {
      await requestJson('POST', of(id, '/delivered'), { reference });
    },
    failed: async (id: string, error: string): Promise<void> => {
      await requestJson('POST', of(id, '/failed'), { error });
    },
    /** Reports a parcel; resolves to the reason when Medusa refuses it. */
    shipped: async (id: string, parcel: Parcel): Promise<string | undefined> => {
      try {
        await requestJson('POST', of(id, '/shipments'), parcel);
        return undefined;
      } catch (error) {
        if (error instanceof HttpError && error.status < 500) return error.message;
        throw error;
      }
    },
    check: async (): Promise<void> => {
      await requestJson('GET', at(''));
    },
  };
}
