import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a backend that counts what passes: the honest way to know how often it was called. */
export interface Tap {
  port: number;
  /** Calls since the last reset. */
  calls(): number;
  reset(): void;
  /** Does something once, when the first bytes come that match, before they go any further. */
  atFirst(pattern: RegExp, act: () => void): void;
  close(): Promise<void>;
}

/** Counts calls in the bytes one client sends over one connection. */
type Counter = (chunk: Buffer) => number;

/** Opens a tap to `target` (an address with host and port), counting requests of its protocol. */
export async function openTap(target: URL, protocol: 'http' | 'postgres' | 'redis'): Promise<Tap> {
  const counters = { http: countHttp, postgres: countPostgres, redis: countRedis };
  const sockets = new Set<Socket>();
  let calls = 0;
  let awaited: { pattern: RegExp; act: () => void } | undefined;
  const server = createServer({ noDelay: true }, (client) => {
    const count = counters[protocol]();
    const upstream = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    client.on('data', (chunk) => {
      calls += count(chunk);
      if (!awaited?.pattern.test(chunk.toString('latin1'))) return;
      const { act } = awaited;
      awaited = undefined;
      act();
    });
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    calls: () => calls,
    reset: () => {
      calls = 0;
    },
    atFirst: (pattern, act) => {
      awaited = { pattern, act };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request line begins a chunk: none of our clients sends a second request before the first is answered. */
function countHttp(): Counter {
  return (chunk) => (/^(GET|HEAD|POST|PUT|PATCH|DELETE) \S+ HTTP\/1\.1\r\n/.test(chunk.toString('latin1')) ? 1 : 0);
}

/** Simple queries (`Q`) and executions of prepared ones (`E`), read frame by frame. */
function countPostgres(): Counter {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    let found = 0;
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return found;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return found;
      const type = started ? String.fromCharCode(rest[0] as number) : '';
      if (type === 'Q' || type === 'E') found += 1;
      const isRequestForTls = !started && rest.readInt32BE(4) === 80_877_103;
      if (!isRequestForTls) started = true;
      rest = rest.subarray(length);
    }
  };
}

/** Commands are arrays: each begins with `*` at the start of a line. */
function countRedis(): Counter {
  return (chunk) => chunk.toString('latin1').match(/(^|\r\n)\*\d+\r\n/g)?.length ?? 0;
}
