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
    metadata?: { attributes?: { label: string; value: string }[] } | null;
    /** The numbers of the pieces of a limited edition. */
    edition_numbers?: { number: number; size: number }[];
  }[];
  shipping_address: MedusaAddress | null;
  billing_address: MedusaAddress | null;
  shipping_methods: { name: string }[];
  /** As the Medusa application stores it (`carts/metadata.ts` there). */
  metadata?: {
    note?: string;
    gift?: { message: string | null; is_wrapped: boolean; hide_prices: boolean };
  } | null;
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
  /** The carrier's code at the warehouse. */
  carrier?: string;
  items?: { line_item_id: string; quantity: number }[];
}

/** A return whose label is to be created. */
export interface LabeledReturn {
  id: string;
  currency_code: string;
  /** The buyer. */
  sender: MedusaAddress;
  /** The stock location. */
  receiver: Partial<MedusaAddress> & { name: string };
  items: { title: string; quantity: number; unit_price: number }[];
}

/** The label of one return: `create` is null where its labels have to be voided. */
export interface LabelTask {
  token: string;
  return_id: string;
  create: LabeledReturn | null;
}

/** A label as Medusa records it. */
export interface RecordedLabel {
  shipment_id: string;
  /** The key of the PDF file in the bucket. */
  file: string;
  tracking_number: string;
  tracking_url: string | null;
  carrier: string;
  created_at: string;
}

/** What the warehouse says about an order that its buyer cancels: nothing of it will be sent, or some of it has left. */
export type WarehouseAnswer = 'stopped' | 'left';

/** The outbox of orders at Medusa. All methods reject when Medusa is unavailable. */
export type Outbox = ReturnType<typeof outboxAt>;

export function outboxAt(url: string, token: string) {
  const requestJson = jsonClient('Medusa', `Bearer ${token}`);
  const at = (path: string) => new URL(`/worker/outbox${path}`, url).href;
  const cancellations = (path = '') => new URL(`/worker/cancellations${path}`, url).href;
  const labels = (path = '') => new URL(`/worker/return-labels${path}`, url).href;
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
    /** Ids of orders that their buyers cancel and the warehouse has to stop, the oldest first, at most a hundred. */
    cancellations: async (): Promise<string[]> =>
      (await requestJson<{ order_ids: string[] }>('GET', cancellations())).order_ids,
    /** Ends a cancellation. Medusa may refuse it all the same: it knows of a parcel. */
    answerCancellation: async (id: string, answer: WarehouseAnswer): Promise<string> => {
      const path = cancellations(`/${encodeURIComponent(id)}`);
      return (await requestJson<{ state: string }>('POST', path, { answer })).state;
    },
    /** Claims the label of one return for `milliseconds`; null when there is nothing to do. */
    claimLabel: async (milliseconds: number): Promise<LabelTask | null> =>
      (await requestJson<{ task: LabelTask | null }>('POST', labels(), { milliseconds })).task,
    /** Records a label, or null after labels were voided. False where another worker has taken over. */
    endLabel: async (returnId: string, token: string, label: RecordedLabel | null): Promise<boolean> => {
      const path = labels(`/${encodeURIComponent(returnId)}`);
      return (await requestJson<{ is_recorded: boolean }>('POST', path, { token, label })).is_recorded;
    },
    check: async (): Promise<void> => {
      await requestJson('GET', at(''));
    },
  };
}
