import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../process/port.ts';
import { type Database, openDatabase } from './postgres.ts';

describe('A PostgreSQL that is unavailable', () => {
  let port: number;
  let database: Database;

  beforeEach(async () => {
    port = (await freePorts(1))[0] as number;
    database = openDatabase(`postgres://service:secret@127.0.0.1:${port}/axiom`, 'service');
  });

  afterEach(() => database.close());

  it('is reported without its address or password', async () => {
    await expect(database.query((sql) => sql`select 1`)).rejects.toMatchObject({
      message: 'PostgreSQL cannot be reached.',
      extensions: { code: 'BACKEND_UNAVAILABLE', system: 'PostgreSQL' },
    });
    await expect(database.check()).rejects.toThrow('PostgreSQL cannot be reached.');
  });

  it('is retried by each statement, without back-off', async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      await expect(database.check()).rejects.toThrow('PostgreSQL cannot be reached.');
    }
  });

  it('is not called for a request that has timed out', async () => {
    const statement = () => {
      throw new Error('asked');
    };

    await expect(
      database.query(statement, AbortSignal.abort(new DOMException('late', 'TimeoutError'))),
    ).rejects.toThrow('PostgreSQL took too long to answer.');
  });
});

describe('A PostgreSQL behind a proxy that accepts and closes connections', () => {
  it('is reported as unavailable, with one connection attempt per statement', async () => {
    let dialled = 0;
    const proxy = createServer((socket) => {
      dialled++;
      socket
        .on('error', () => {})
        .resume()
        .end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as { port: number };
    const database = openDatabase(`postgres://service:secret@127.0.0.1:${port}/axiom`, 'service');

    for (const _ of [1, 2]) {
      await expect(database.check()).rejects.toMatchObject({ extensions: { code: 'BACKEND_UNAVAILABLE' } });
    }

    expect(dialled).toBe(2);
    await database.close();
    await new Promise((resolve) => proxy.close(resolve));
  });
});

/** A message of PostgreSQL's protocol: its type, its length and its content. */
function message(type: string, content = ''): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + content.length, 1);
  return Buffer.concat([head, Buffer.from(content, 'latin1')]);
}

describe('A statement after one that failed in the middle of its rows', () => {
  const ready = message('Z', 'I');
  const column = message('T', '\0\x01n\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\xff\xff\xff\xff\0\0');
  const begun = [message('1'), message('t', '\0\0'), column, message('2')];
  const row = (text: string) => message('D', `\0\x01\0\0\0\x01${text}`);
  const damaged = message('E', 'SERROR\0VERROR\0CXX001\0Mcould not read a block\0\0');

  it('returns all of its own rows', async () => {
    const answers = [
      [...begun, row('a'), row('b'), damaged, ready],
      [...begun, row('c'), row('d'), message('C', 'SELECT 2\0'), ready],
    ];
    const server = createServer((socket) => {
      socket
        .on('error', () => {})
        .once('data', () => {
          socket.write(Buffer.concat([message('R', '\0\0\0\0'), ready]));
          socket.on('data', () => socket.write(Buffer.concat(answers.shift() ?? [])));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const database = openDatabase(`postgres://service:secret@127.0.0.1:${port}/axiom`, 'service', 1);

    await expect(database.query((sql) => sql`select 1`)).rejects.toMatchObject({
      extensions: { code: 'BACKEND_UNAVAILABLE' },
    });
    const rows = await database.query((sql) => sql`select 2`);

    expect([...rows]).toEqual([{ n: 'c' }, { n: 'd' }]);
    await database.close();
    server.close();
  });
});

/** The code of a cancel request. */
const cancelRequest = 80_877_102;

describe('A PostgreSQL that stops responding', () => {
  let server: Server;
  let sockets: Socket[];
  let database: Database;

  /** Accepts every login and then stays silent. */
  beforeEach(async () => {
    sockets = [];
    const welcome = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1');
    server = createServer((socket) => {
      socket
        .on('error', () => {})
        .once('data', (first) => {
          if (first.readInt32BE(4) === cancelRequest) return socket.destroy();
          sockets.push(socket);
          socket.write(welcome);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    database = openDatabase(`postgres://service:secret@127.0.0.1:${port}/axiom`, 'service', 1);
  });

  afterEach(async () => {
    await database.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('times out, and is retried over a new connection', async () => {
    const tookTooLong = { extensions: { code: 'BACKEND_TIMEOUT', system: 'PostgreSQL' } };

    await expect(database.check()).rejects.toMatchObject(tookTooLong);
    await expect(database.check()).rejects.toMatchObject(tookTooLong);

    expect(sockets).toHaveLength(2);
  });

  it('times out in a transaction too', async () => {
    await expect(database.transact((query) => query((sql) => sql`select 1`))).rejects.toMatchObject({
      extensions: { code: 'BACKEND_TIMEOUT', system: 'PostgreSQL' },
    });
    await expect(database.check()).rejects.toThrow('PostgreSQL took too long to answer.');

    expect(sockets).toHaveLength(2);
  });

  it('is abandoned earlier when the request ends, and keeps its connection', async () => {
    const ended = () => database.query((sql) => sql`select 1`, AbortSignal.timeout(50));

    await expect(ended()).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT' } });
    await expect(ended()).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT' } });

    expect(sockets).toHaveLength(1);
  });

  it('times out although every request ends earlier', async () => {
    while (sockets.length < 2) {
      await expect(database.query((sql) => sql`select 1`, AbortSignal.timeout(50))).rejects.toMatchObject({
        extensions: { system: 'PostgreSQL' },
      });
    }

    expect(sockets).toHaveLength(2);
  });
});
