import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../graph.ts';

/** A message that came to a partner. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A partner's server, which takes messages. */
export interface PartnerServer {
  host: string;
  received: Received[];
  /** What came to a path, once there are so many. */
  at(path: string, count: number): Promise<Received[]>;
  /** How each message is answered: with a status, a place to go to, or, where it is undefined, never. */
  answer: (message: Received) => number | string | undefined;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1, which answers 204 unless told otherwise. */
export async function startPartnerServer(port = 0): Promise<PartnerServer> {
  const server = createServer(async (request, response) => {
    const message = { path: request.url ?? '', headers: request.headers, body: await text(request) };
    partner.received.push(message);
    const answer = partner.answer(message);
    if (typeof answer === 'number') response.writeHead(answer).end('thanks');
    if (typeof answer === 'string') response.writeHead(302, { location: answer }).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const partner: PartnerServer = {
    host,
    received: [],
    at: (path, count) =>
      eventually(
        async () => partner.received.filter((message) => message.path === path),
        (messages) => messages.length >= count,
      ),
    answer: () => 204,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return partner;
}

/** What a message says, if the secret signed it. Throws otherwise. */
export function verified({ headers, body }: Received, secret: string) {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}
