import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../graph.ts';

/** A message that a partner received. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A partner's server that receives messages. */
export interface PartnerServer {
  host: string;
  received: Received[];
  /** The messages for a path, once there are this many. */
  at(path: string, count: number): Promise<Received[]>;
  /** The response to each message: a status, a redirect, or none when it is undefined. */
  answer: (message: Received) => number | string | undefined;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1, which responds with 204 by default. */
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

/** The content of a message with a valid signature. Throws for an invalid one. */
export function verified({ headers, body }: Received, secret: string) {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}
