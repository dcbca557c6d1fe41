import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { createLog } from '#kit/process/log.ts';
import { freePorts } from '#kit/process/port.ts';
import { findProgram } from '#kit/process/program.ts';
import { openRedis, type RedisClient } from '#kit/stores/redis.ts';
import { start } from '#simulators/redis/local.ts';

/** Whether `redis-server` is on the PATH. */
export const hasRedisServer = (await findProgram('redis-server', process.env.PATH)) !== undefined;
if (!hasRedisServer)
  process.stderr.write('No redis-server is on the PATH. Its tests, also as a cluster, are skipped.\n');

/** A Redis in a temporary folder. */
export interface TestRedis {
  url: string;
  /** A connected client with the settings of our processes. The caller disconnects it. */
  connect(): Promise<RedisClient>;
  /** Deletes all keys. */
  flush(): Promise<void>;
  /** The names of all keys of this pattern, of all nodes. */
  keys(pattern: string): Promise<string[]>;
  /** The ids of its processes, until it is started again. */
  pids(): number[];
  stop(): Promise<void>;
  /** Starts it again at its address with its previous data. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a Redis on a free port, found by this PATH. */
export async function startTestRedis(path = process.env.PATH): Promise<TestRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-redis-'));
  const [port] = await freePorts(1);
  const env = { PATH: path, REDIS_PORT: String(port) };
  const open = () => start({ dataDir, env, secret: () => 'a'.repeat(64), log: () => {} });
  let backend: LocalBackend = await open();
  const url = backend.env.REDIS_URL as string;
  const admin = new Redis(url, { retryStrategy: () => 50 });
  admin.on('error', () => {});
  return {
    url,
    connect: () => connectTo(url),
    flush: async () => {
      await admin.flushall();
    },
    keys: (pattern) => admin.keys(pattern),
    pids: () => backend.pids,
    stop: () => backend.stop(),
    start: async () => {
      backend = await open();
    },
    remove: async () => {
      admin.disconnect();
      await backend.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A connected client with the settings of our processes. */
export async function connectTo(url: string): Promise<RedisClient> {
  const redis = openRedis(url, 'test', createLog('test', 'silent'));
  await new Promise((resolve) => redis.once('ready', resolve));
  return redis;
}
