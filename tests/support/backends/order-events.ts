import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** The order events that Medusa's routes for workers return. */
export interface FakeEvents {
  url: string;
  waiting: {
    id: string;
    type: string;
    order_id: string;
    fulfillment_id: string | null;
    return_id: string | null;
    occurred_at: string;
  }[];
  /** How many acknowledgements of events get lost. */
  deaf: number;
  close(): Promise<void>;
}

/** Starts the feed. Its orders differ in their ids only. */
export async function startEvents(): Promise<FakeEvents> {
  const server = createServer(async (request, response) => {
    const path = `${request.method} ${request.url?.replace('/worker/order-events', '')}`;
    const body = (await json(request).catch(() => ({}))) as { ids?: string[] };
    const isKnown = request.headers.authorization === 'Bearer worker';
    if (!isKnown) return response.writeHead(401).end();
    const say = (answer: object) => response.end(JSON.stringify(answer));
    if (path === 'POST /sweep') return say({ found: 0 });
    if (path === 'POST /taken') {
      if (feed.deaf > 0) {
        feed.deaf -= 1;
        return request.socket.destroy();
      }
      feed.waiting = feed.waiting.filter(({ id }) => !body.ids?.includes(id));
      return say({});
    }
    const events = [...feed.waiting];
    say({ events, orders: events.map(({ order_id }) => orderOf(order_id)) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const feed: FakeEvents = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: [],
    deaf: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return feed;
}

function orderOf(id: string) {
  const line = (name: string, quantity: number) => ({
    id: `ordli_${name}`,
    product_id: `prod_${name}`,
    variant_id: `variant_${name}`,
    variant_sku: name.toUpperCase(),
    quantity,
  });
  return {
    id,
    display_id: 7,
    currency_code: 'eur',
    shipping_address: { country_code: 'fr' },
    items: [line('box', 2), line('pen', 1)],
    fulfillments: [{ id: 'ful_1', items: [{ line_item_id: 'ordli_box', quantity: 1 }] }],
    returns: [{ id: 'return_1', items: [{ line_item_id: 'ordli_pen', quantity: 1 }] }],
  };
}
