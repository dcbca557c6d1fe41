import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { DropReason, ServerLimits } from './limits.ts';
import { type Handler, type Listening, listen } from './server.ts';

const open: { sockets: Socket[]; servers: Listening[] } = { sockets: [], servers: [] };
afterEach(async () => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  for (const server of open.servers.splice(0)) await server.close(0);
});

/** A server with `limits`, and the reasons why it closed connections. */
async function serve(limits: Partial<ServerLimits>, handler: Handler = (_, response) => void response.end('ok')) {
  const cuts: DropReason[] = [];
  const server = await listen(handler, 0, '127.0.0.1', { limits, onDrop: (reason) => cuts.push(reason) });
  open.servers.push(server);
  return { cuts, port: Number(new URL(server.url).port) };
}

/** A connection with the received text; `ended` resolves when the server has closed it. */
function client(port: number, localAddress = '127.0.0.1') {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  open.sockets.push(socket);
  const state = { received: '' };
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    state.received += chunk;
  });
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const send = () => socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  const responded = async (times = 1) => {
    while (state.received.split('\r\n\r\nok').length <= times) await once(socket, 'data');
  };
  return { socket, state, ended, send, responded };
}

describe('Connections beyond the limit', () => {
  it('replace the connection with the longest idle time', async () => {
    const { cuts, port } = await serve({ sockets: 3 });
    const clients = [client(port), client(port), client(port)];
    for (const one of clients) {
      one.send();
      await one.responded();
    }
    clients[0]?.send();
    await clients[0]?.responded(2);

    const newcomer = client(port);
    newcomer.send();
    await newcomer.responded();
    await clients[1]?.ended;

    expect(cuts).toEqual(['idle']);
    expect(clients.map(({ socket }) => socket.destroyed)).toEqual([false, true, false]);
  });

  it('replace connections that have sent nothing, or half a request', async () => {
    const { cuts, port } = await serve({ sockets: 2 });
    const [silent, half] = [client(port), client(port)];
    await once(silent.socket, 'connect');
    half.socket.write('GET / HTTP/1.1\r\nho');

    for (let count = 1; count <= 5; count++) {
      const newcomer = client(port);
      newcomer.send();
      await newcomer.responded();
    }
    await Promise.all([silent.ended, half.ended]);

    expect(cuts).toEqual(Array(5).fill('idle'));
  });

  it('are refused while all others wait for their responses', async () => {
    const waiting: (() => void)[] = [];
    const { cuts, port } = await serve({ sockets: 2 }, (_, response) => {
      waiting.push(() => response.end('ok'));
    });
    const busy = [client(port), client(port)];
    for (const one of busy) one.send();
    while (waiting.length < 2) await sleep(5);

    await client(port).ended;
    for (const answer of waiting) answer();
    await Promise.all(busy.map((one) => one.responded()));

    expect(cuts).toEqual(['refused']);
  });

  it('of one network do not affect another', async () => {
    const { cuts, port } = await serve({ sockets: 10, socketsPerNetwork: 2 });
    const other = client(port, '127.0.0.2');
    other.send();
    await other.responded();

    for (let count = 1; count <= 6; count++) {
      const greedy = client(port);
      greedy.send();
      await greedy.responded();
    }
    other.send();
    await other.responded(2);

    expect(cuts).toEqual(Array(4).fill('idle'));
  });
});

describe('A connection', () => {
  it('without a request is closed', async () => {
    const { port } = await serve({ headTimeout: 100 });
    const silent = client(port);
    const half = client(port);
    half.socket.write('GET / HTTP/1.1\r\nho');

    await Promise.all([silent.ended, half.ended]);

    expect(half.state.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with an incomplete request body is closed', async () => {
    const { port } = await serve({ requestTimeout: 200, headTimeout: 100 }, async (request, response) => {
      for await (const _ of request);
      response.end('ok');
    });
    const slow = client(port);
    slow.socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n12345');

    await slow.ended;

    expect(slow.state.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that is idle after its response is closed', async () => {
    const { port } = await serve({ idleTimeout: 50 });
    const idle = client(port);
    idle.send();

    await idle.ended;

    expect(idle.state.received).toMatch(/ok$/);
  });
});

/** More than the buffers of the operating system can store. */
const large = 'x'.repeat(32 * 1_048_576);
const sendLarge: Handler = (_, response) => void response.end(large);

describe('A client that does not read its response', () => {
  it.each([
    ['in one piece', sendLarge],
    [
      'as a stream',
      (async (_, response) => {
        for (let count = 0; count < 512 && !response.destroyed; count++) {
          if (!response.write(large.slice(0, 65_536))) await once(response, 'drain');
        }
      }) as Handler,
    ],
  ])('is disconnected: %s', async (_, handler) => {
    const { cuts, port } = await serve({ writeTimeout: 200 }, handler);
    const reader = client(port);
    reader.send();
    await once(reader.socket, 'data');
    reader.socket.pause();

    while (cuts.length === 0) await sleep(10);
    reader.socket.resume();
    await reader.ended;

    expect(cuts).toEqual(['slow reader']);
    expect(reader.state.received.length).toBeLessThan(large.length);
  });

  it('is disconnected when it reads below the minimum rate', async () => {
    const { cuts, port } = await serve({ writeTimeout: 200, writeRate: 1_000_000_000 }, sendLarge);
    const reader = client(port);
    reader.socket.on('data', () => {
      reader.socket.pause();
      setTimeout(() => reader.socket.resume(), 20);
    });
    reader.send();

    await reader.ended;

    expect(cuts).toEqual(['slow reader']);
    expect(reader.state.received.length).toBeLessThan(large.length);
  });

  it('stays connected when it reads above the minimum rate', async () => {
    const { cuts, port } = await serve({ writeTimeout: 1_000, writeRate: 1 }, sendLarge);
    const reader = client(port);
    let pauses = 0;
    reader.socket.on('data', () => {
      // Longer than the write timeout in all, and far less than it each.
      if (pauses >= 30 || reader.state.received.length < pauses * 1_000_000) return;
      pauses += 1;
      reader.socket.pause();
      setTimeout(() => reader.socket.resume(), 50);
    });
    reader.send();
    while (reader.state.received.length < large.length) await once(reader.socket, 'data');

    reader.send();
    while (reader.state.received.length < 2 * large.length) await once(reader.socket, 'data');

    expect(pauses).toBe(30);
    expect(cuts).toEqual([]);
  });
});
