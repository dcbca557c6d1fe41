import { once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

/** A backend that accepts every call and does not respond by itself. */
export interface SlowBackend {
  /** `http://127.0.0.1:4711`, `postgres://…`. */
  url: string;
  /** The number of calls so far, and of open calls. */
  begun(): number;
  open(): number;
  /** Resolves once this many calls have started. */
  reached(count: number): Promise<void>;
  /** Resolves once at most this many calls are open. */
  atMost(count: number): Promise<void>;
  /** Responds to the open calls with JSON. For HTTP only. */
  answer(body: object): void;
  close(): Promise<void>;
}

/** Speaks HTTP. Paths in `known` get an immediate response and are not counted. */
export async function slowHttp(known: (path: string) => object | undefined = () => undefined): Promise<SlowBackend> {
  const counter = createCounter();
  const waiting = new Set<ServerResponse>();
  const server = createHttpServer((request, response) => {
    const body = known(request.url ?? '/');
    if (body) return void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    counter.begin();
    waiting.add(response);
    response.once('close', () => {
      waiting.delete(response);
      counter.end();
    });
  });
  const port = await listen(server);
  return {
    ...counter.backend,
    url: `http://127.0.0.1:${port}`,
    answer: (body) => {
      for (const response of waiting) response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Speaks enough PostgreSQL to accept every login; a statement ends when it is cancelled. */
export async function slowPostgres(): Promise<SlowBackend> {
  const counter = createCounter();
  const sockets = new Set<Socket>();
  const welcome = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1');
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.once('data', (first) => {
      if (first.readInt32BE(4) === cancelRequest) {
        counter.end();
        return socket.destroy();
      }
      socket.write(welcome);
      socket.on('data', () => counter.begin());
    });
  });
  const port = await listen(server);
  return {
    ...counter.backend,
    url: `postgres://user:secret@127.0.0.1:${port}/axiom`,
    answer: () => {
      throw new Error('It responses nothing.');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The code of a connection that requests the cancellation of another connection's statement. */
const cancelRequest = 80_877_102;

function createCounter() {
  let [begun, open] = [0, 0];
  let watchers: (() => void)[] = [];
  const changed = (by: number) => {
    open += by;
    if (by > 0) begun += 1;
    const waiting = watchers;
    watchers = [];
    for (const notify of waiting) notify();
  };
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise<void>((resolve) => watchers.push(resolve));
  };
  return {
    begin: () => changed(1),
    end: () => changed(-1),
    backend: {
      begun: () => begun,
      open: () => open,
      reached: (count: number) => until(() => begun >= count),
      atMost: (count: number) => until(() => open <= count),
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}
