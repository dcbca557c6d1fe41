import { createServer } from 'node:net';
import {
  attachSession,
  createRedisCommandExecutor,
  RedisServerState,
  SocketConnectionTransport,
} from 'js-redis-server/core';

/**
 * The stand-in for Redis: js-redis-server behind a socket of our own, because its own one listens on every address
 * and lets small answers wait 40 ms for the client's acknowledgement.
 */
const { REDIS_PORT, REDIS_PASSWORD } = process.env;
if (!REDIS_PORT || !REDIS_PASSWORD) throw new Error('REDIS_PORT and REDIS_PASSWORD must be set.');

const state = new RedisServerState({ requirepass: REDIS_PASSWORD, databaseCount: 16 });
const executor = createRedisCommandExecutor();
const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
  const clientAddress = `${socket.remoteAddress}:${socket.remotePort}`;
  attachSession(new SocketConnectionTransport(socket), { state, executor, clientAddress });
});
server.listen(Number(REDIS_PORT), '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
