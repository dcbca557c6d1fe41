import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A gateway that says what a test wants. */
export interface Origin {
  url: string;
  /** The requests that it received, without those for the markets. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer }[];
  /** Answers instead of the default. It receives the body in chunks when it reads the request. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** The body and headers of the default answer. */
  page: { body: string; headers: Record<string, string> };
  /** Ends all connections and stops to listen. */
  stop(): Promise<void>;
  /** Listens again at the same port. */
  start(): Promise<void>;
}

/** The regions that it lists: countries by currency. */
export const regions = { EUR: ['FR', 'DE'], JPY: ['JP'], USD: ['US'] };

export async function startOrigin(): Promise<Origin> {
  let port = 0;
  const server = createServer({ noDelay: true }, async (request, response) => {
    const { method = '', url = '', headers } = request;
    if (origin.answer && url !== '/graphql') {
      origin.requests.push({ method, url, headers, body: Buffer.alloc(0) });
      return origin.answer(request, response);
    }
    const body = await buffer(request);
    if (body.includes('availableRegions')) return response.end(JSON.stringify({ data: { localization } }));
    origin.requests.push({ method, url, headers, body });
    response.writeHead(200, { 'content-type': 'application/json', ...origin.page.headers }).end(origin.page.body);
  });
  const origin: Origin = {
    url: '',
    requests: [],
    answer: undefined,
    page: { body: '{}', headers: {} },
    start: async () => {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await origin.start();
  origin.url = `http://127.0.0.1:${port}`;
  return origin;
}

const localization = {
  availableRegions: Object.entries(regions).map(([currencyCode, countries]) => ({
    currencyCode,
    countries: countries.map((code) => ({ code })),
  })),
};
