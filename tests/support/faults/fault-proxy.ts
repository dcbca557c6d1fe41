import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePorts } from '#kit/process/port.ts';
import { type Protocol, readerOf } from './wire.ts';

/** The possible faults of a backend. */
export type Fault = 'down' | 'slow' | 'error' | 'malformed' | 'reset' | 'page' | 'foreign';

/** A TCP proxy in front of a backend that can simulate faults of the backend. */
export interface FaultProxy {
  port: number;
  /**
   * Starts a fault of the backend, or ends it. `down`: connections are refused, and open ones are reset. `slow`: every
   * response is delayed. `error`: every request gets the protocol's error for an unavailable server: 503, SQLSTATE
   * 57P03 or 58030, LOADING. `malformed`: every request gets bytes that are not a valid response. `reset`: the
   * connection is reset after half of the first bytes of the response. For HTTP only, with status 200: `page`, an HTML
   * page of an intermediary, and `foreign`, JSON of another format.
   */
  set(fault: Fault | undefined): Promise<void>;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Host and port of the backend. */
  target: URL;
  protocol: Protocol;
  /** The delay of responses in `slow`, in milliseconds. */
  delay?: number;
  /** Called with the bytes of a client before they are forwarded, and the kinds of the requests that they complete. */
  heard?(chunk: Buffer, requests: string[]): void;
}

/** Opens a proxy to a healthy backend. */
export async function openFaultProxy({
  target,
  protocol,
  delay = 5_000,
  heard,
}: FaultProxyOptions): Promise<FaultProxy> {
  const [port = 0] = await freePorts(1);
  /** Open connections, each with a function that ends it when its fault ends. */
  const clients = new Map<Socket, { hasFailed: boolean; delayed: (() => void)[] }>();
  let fault: Fault | undefined;

  const serve = (client: Socket) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    const state = { hasFailed: false, delayed: [] as (() => void)[] };
    const read = readerOf(protocol);
    const answerOf = answers(protocol);
    clients.set(client, state);
    client.on('data', (chunk) => {
      const requests = read(chunk);
      heard?.(chunk, requests);
      const response = fault && answerOf(fault, requests);
      if (response === undefined) return void upstream.write(chunk);
      state.hasFailed = true;
      client.write(response);
      // A PostgreSQL server that rejects a connection closes it.
      if (fault === 'error' && requests.includes('startup')) client.end();
    });
    upstream.on('data', (chunk) => {
      if (fault === 'reset') {
        state.hasFailed = true;
        client.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => client.resetAndDestroy());
      } else if (fault === 'slow' || state.delayed.length > 0) {
        const send = () => void client.write(chunk);
        state.delayed.push(send);
        setTimeout(() => release(send), delay).unref();
      } else client.write(chunk);
    });
    const release = (send: () => void) => {
      const index = state.delayed.indexOf(send);
      if (index < 0) return;
      state.delayed.splice(index, 1);
      send();
    };
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('end', () => other.end());
      one.on('close', () => {
        clients.delete(client);
        other.destroy();
      });
    }
  };

  let server = await listenAt(port, serve);
  const refuse = async () => {
    for (const client of clients.keys()) client.resetAndDestroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    port,
    set: async (next) => {
      const before = fault;
      fault = next;
      if (next === 'down' && before !== 'down') await refuse();
      if (next !== 'down' && before === 'down') server = await listenAt(port, serve);
      if (next !== undefined) return;
      for (const [client, { hasFailed, delayed }] of clients) {
        for (const send of delayed.splice(0)) send();
        // A proxy that sent malformed responses has lost count of the requests: a repaired server starts with new
        // connections.
        if (hasFailed) client.destroy();
      }
    },
    close: async () => {
      if (fault !== 'down') await refuse();
    },
  };
}

async function listenAt(port: number, serve: (client: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** The response in the backend's place over one connection; undefined when the backend responds itself. */
function answers(protocol: Protocol): (fault: Fault, requests: string[]) => Buffer | string | undefined {
  const errorOf = { http: httpError, redis: redisError, postgres: postgresErrors() }[protocol];
  return (fault, requests) => {
    if (fault === 'error') return errorOf(requests);
    if (fault === 'malformed') return garbage;
    // The body of a request follows its head, and has no response of its own.
    if (fault === 'page') return requests.length > 0 ? page : '';
    if (fault === 'foreign') return requests.length > 0 ? foreign : '';
    return undefined;
  };
}

/** Bytes that are not the beginning of a response in any of the protocols. */
const garbage = Buffer.from(Array.from({ length: 96 }, (_, index) => (index * 151 + 200) % 256));

/** The responses of unavailable servers; undefined for messages that they still process. */
function httpError(requests: string[]): string {
  return requests.length > 0 ? unavailable : '';
}

/** A server that loads its data still accepts clients. */
function redisError(requests: string[]): string | undefined {
  const isGreeting = requests.every((name) => ['AUTH', 'HELLO', 'CLIENT', 'SELECT', 'INFO'].includes(name));
  return isGreeting ? undefined : requests.map(() => '-LOADING Redis is loading the dataset in memory\r\n').join('');
}

/** After an error the server ignores messages until the next Sync, to which it responds with ReadyForQuery. */
function postgresErrors(): (requests: string[]) => Buffer {
  let isFailed = false;
  return (requests) =>
    Buffer.concat(
      requests.flatMap((type) => {
        if (type === 'startup') return [errorResponse('FATAL', '57P03', 'the database system is starting up')];
        const error = isFailed ? [] : [errorResponse('ERROR', '58030', 'could not read block 0: Input/output error')];
        isFailed = !['Q', 'S'].includes(type);
        return isFailed ? error : [...error, readyForQuery];
      }),
    );
}

const unavailable = httpResponse('503 Service Unavailable', 'application/json', '{"message":"upstream connect error"}');
const page = httpResponse('200 OK', 'text/html', '<!doctype html><title>Sign in to the network</title>');
const foreign = httpResponse('200 OK', 'application/json', '{"status":"ok","items":[]}');

function httpResponse(status: string, type: string, body: string): string {
  return [`HTTP/1.1 ${status}`, `content-type: ${type}`, `content-length: ${body.length}`, '', body].join('\r\n');
}

/** PostgreSQL's message format: a type, the length including itself, and the fields. */
function errorResponse(severity: string, code: string, message: string): Buffer {
  const fields = `S${severity}\0V${severity}\0C${code}\0M${message}\0\0`;
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}

const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
