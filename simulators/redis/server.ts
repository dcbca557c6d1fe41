import { createServer } from 'node:net';
import {
  attachSession,
  createRedisCommandExecutor,
  RedisServerState,
  SocketConnectionTransport,
} from 'js-redis-server/core';
import { z } from 'zod';
import { port, readConfig } from '#kit/process/config.ts';

/**
 * The stand-in for Redis: js-redis-server behind a socket of our own, because its own one listens on every address
 * and lets small answers wait 40 ms for the client's acknowledgement.
 */
const settings = z.object({ REDIS_PORT: port(6389), REDIS_PASSWORD: z.string() });
const config = readConfig('stand-in for Redis', settings, process.env);

const state = new RedisServerState({ requirepass: config.REDIS_PASSWORD, databaseCount: 16 });
const executor = createRedisCommandExecutor();
const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
  const clientAddress = `${socket.remoteAddress}:${socket.remotePort}`;
  attachSession(new SocketConnectionTransport(socket), { state, executor, clientAddress });
});
server.listen(config.REDIS_PORT, '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
