import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis, type RedisOptions } from 'ioredis';
import { startChild } from '#kit/process/child.ts';
import { external, type LocalOptions, type StartLocal, withoutCredentials } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { findProgram } from '#kit/process/program.ts';
import { parseRedisUrl, redisUrl, withoutRedisCredentials } from '#kit/stores/redis-url.ts';

/**
 * Starts Redis on 127.0.0.1 at REDIS_PORT (6389) with a password: `redis-server` from the PATH, with its data in
 * `dataDir`, or else the simulator, with its data in memory. Uses the server at REDIS_URL instead when it is set; rejects
 * when that server is unavailable.
 */
export const start: StartLocal = async (options) => {
  const { dataDir, env, log } = options;
  if (env.REDIS_URL) return connectExternal(env.REDIS_URL);

  const port = await claimPort(env, 'REDIS_PORT', 6389, 'other');
  const password = options.secret('redis');
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const program = await findProgram('redis-server', env.PATH);
  let version = '';
  const child = await startChild({
    name: 'Redis',
    ...(program ? await realServer(program, dataDir, port, password) : simulator(port, password)),
    cwd: dataDir,
    log,
    signal: options.signal,
    ready: async () => {
      version = await readVersion({ host: '127.0.0.1', port, password });
      return true;
    },
  });
  return {
    name: 'Redis',
    kind: program ? 'real' : 'simulator',
    version,
    address: withoutCredentials(url),
    env: { REDIS_URL: url },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

interface Command {
  command: string;
  args: string[];
  env: LocalOptions['env'];
}

/** The password is in a file that only its owner can read, because every user of the machine can read arguments. */
async function realServer(program: string, dataDir: string, port: number, password: string): Promise<Command> {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    requirepass: password,
    dir: JSON.stringify(dataDir),
    save: '""',
    appendonly: 'yes',
    // Writes survive a crash of the process but not of the machine, and responses do not wait for the disk.
    appendfsync: 'no',
  };
  const file = join(dataDir, 'redis.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return { command: program, args: [file], env: {} };
}

function simulator(port: number, password: string): Command {
  return {
    command: process.execPath,
    args: ['--max-old-space-size=256', join(import.meta.dirname, 'server.ts')],
    env: { REDIS_PORT: String(port), REDIS_PASSWORD: password },
  };
}

/** One address of a cluster must answer. */
async function connectExternal(url: string) {
  const problem = redisUrl.safeParse(url).error?.issues[0]?.message;
  if (problem) throw new Error(`REDIS_URL ${problem}.`);
  const version = await Promise.any(addressesOf(url).map(readVersion)).catch(({ errors }: AggregateError) => {
    const reasons = errors.map(({ message }: Error) => message).join('; ');
    throw new Error(`The Redis server at REDIS_URL is unavailable (${reasons}). Correct or unset it.`);
  });
  return { ...external('Redis', withoutRedisCredentials(url), { REDIS_URL: url }), version };
}

/** The options of the connection to each address of the URL. */
function addressesOf(url: string): RedisOptions[] {
  const { nodes, username, password, isEncrypted } = parseRedisUrl(url);
  return nodes.map((node) => ({ ...node, username, password, ...(isEncrypted && { tls: {} }) }));
}

/** Reads the version of a server, with a timeout of 2 seconds. */
async function readVersion(address: RedisOptions): Promise<string> {
  const redis = new Redis({
    ...address,
    lazyConnect: true,
    connectTimeout: 2_000,
    socketTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    const info = await redis.info('server');
    return /^(?:redis|valkey)_version:(\S+)/m.exec(info)?.[1] ?? '';
  } catch (error) {
    throw reason ?? error;
  } finally {
    if (redis.status !== 'end') redis.disconnect();
  }
}
