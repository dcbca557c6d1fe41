import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Waiting orders and the acknowledgements of the worker: Medusa's outbox, with its routes for workers. */
export interface FakeOutbox {
  url: string;
  /** Waiting orders; delivered orders are removed. */
  waiting: Set<string>;
  delivered: Map<string, string>;
  failed: Map<string, string>;
  /** Orders without a row, which the sweep finds. */
  missed: Set<string>;
  parcels: { order: string; id: string; tracking_number: string; carrier?: string }[];
  /** Orders that their buyers cancel, and the answers of the worker. */
  canceling: Set<string>;
  answers: Map<string, string>;
  /** Returns whose labels are to be created or voided; ended tasks are removed. */
  labeling: Map<string, 'create' | 'void'>;
  /** Who has claimed the label of a return, and until when, in milliseconds since 1970. */
  claims: Map<string, { token: string; until: number }>;
  labels: Map<string, { shipment_id: string; file: string; tracking_number: string }>;
  /** Called with each request before the response; when it returns false, the connection is cut. */
  before: (path: string) => boolean;
  close(): Promise<void>;
}

/** Starts the outbox. */
export async function startOutbox(): Promise<FakeOutbox> {
  const server = createServer({ noDelay: true }, async (request, response) => {
    const path = `${request.method} ${new URL(request.url ?? '', 'http://medusa').pathname.replace('/worker/outbox', '')}`;
    const body = (await json(request).catch(() => ({}))) as Record<string, string>;
    if (!outbox.before(path)) return request.socket.destroy();
    const say = (answer: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (path === 'GET /worker/cancellations') return say({ order_ids: [...outbox.canceling] });
    if (path.startsWith('POST /worker/cancellations/')) {
      const [id] = path.split('/').slice(-1) as [string];
      outbox.canceling.delete(id);
      outbox.answers.set(id, body.answer as string);
      return say({ state: body.answer === 'stopped' ? 'completed' : 'refused' });
    }
    if (path === 'POST /worker/return-labels') {
      const [id, action] =
        [...outbox.labeling].find(([one]) => (outbox.claims.get(one)?.until ?? 0) < Date.now()) ?? [];
      if (!id) return say({ task: null });
      const token = randomUUID();
      outbox.claims.set(id, { token, until: Date.now() + Number(body.milliseconds) });
      return say({ task: { token, return_id: id, create: action === 'create' ? returnOf(id) : null } });
    }
    if (path.startsWith('POST /worker/return-labels/')) {
      const [id] = path.split('/').slice(-1) as [string];
      const label = body.label as unknown as { shipment_id: string; file: string; tracking_number: string } | null;
      const is_recorded = outbox.claims.get(id)?.token === body.token && !(label && outbox.labels.has(id));
      if (is_recorded) {
        outbox.labeling.delete(id);
        outbox.claims.delete(id);
        if (label) outbox.labels.set(id, label);
      }
      return say({ is_recorded });
    }
    const [, order = '', verb] = path.split('/');
    if (path === 'GET ') return say({ orders: [...outbox.waiting].map((order_id) => ({ order_id })) });
    if (order === 'sweep') {
      const found = outbox.missed.size;
      for (const id of outbox.missed) outbox.waiting.add(id);
      outbox.missed.clear();
      return say({ found });
    }
    if (verb === 'delivered') {
      outbox.waiting.delete(order);
      outbox.delivered.set(order, body.reference as string);
      return say({});
    }
    if (verb === 'failed') {
      outbox.failed.set(order, body.error as string);
      return say({});
    }
    if (verb === 'shipments') {
      const { id, tracking_number, carrier } = body as { id: string; tracking_number: string; carrier?: string };
      const parcel = { order, id, tracking_number, ...(carrier && { carrier }) };
      if (!outbox.parcels.some(({ id }) => id === parcel.id)) outbox.parcels.push(parcel);
      return say({ fulfillment_id: `ful_${parcel.id}` });
    }
    say({ order: orderOf(order) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outbox: FakeOutbox = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: new Set(),
    delivered: new Map(),
    failed: new Map(),
    missed: new Set(),
    canceling: new Set(),
    answers: new Map(),
    labeling: new Map(),
    claims: new Map(),
    labels: new Map(),
    parcels: [],
    before: () => true,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return outbox;
}

const address = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  address_1: '1 rue',
  city: 'Paris',
  postal_code: '75002',
  country_code: 'fr',
};

function returnOf(id: string) {
  return {
    ...{ id, currency_code: 'eur', sender: address },
    receiver: { name: 'Tokyo atelier', address_1: '1-1 Ginza', city: 'Tokyo', country_code: 'jp' },
    items: [{ title: 'Box', quantity: 2, unit_price: 92.5 }],
  };
}

function orderOf(id: string) {
  return {
    id,
    display_id: 7,
    email: 'ada@axiom.example',
    created_at: '2026-01-01T00:00:00.000Z',
    canceled_at: null,
    currency_code: 'eur',
    total: 200,
    tax_total: 33.33,
    shipping_total: 15,
    items: [
      {
        ...{ id: 'ordli_1', title: 'Box', product_title: 'Box', variant_sku: 'BOX', quantity: 2, unit_price: 92.5 },
        metadata: { attributes: [{ key: 'initials', label: 'Initials', value: 'AL' }] },
        edition_numbers: [{ number: 7, size: 50 }],
      },
    ],
    metadata: { note: 'Ring twice.', gift: { message: 'For you', is_wrapped: true, hide_prices: true } },
    shipping_address: address,
    billing_address: null,
    shipping_methods: [{ name: 'Standard' }],
  };
}
