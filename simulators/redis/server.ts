import { createServer } from 'node:net';
import {
  attachSession,
  createRedisCommandExecutor,
  RedisServerState,
  SocketConnectionTransport,
} from 'js-redis-server/core';
import { readConfig } from '#kit/process/config.ts';
import { configShape } from './config.ts';

const config = readConfig('Redis simulator', configShape, process.env);

const state = new RedisServerState({ requirepass: config.REDIS_PASSWORD, databaseCount: 16 });
const executor = createRedisCommandExecutor();
// The socket of js-redis-server listens on all addresses and delays small responses by 40 ms (Nagle's algorithm).
const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
  const clientAddress = `${socket.remoteAddress}:${socket.remotePort}`;
  attachSession(new SocketConnectionTransport(socket), { state, executor, clientAddress });
});
server.listen(config.REDIS_PORT, '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
