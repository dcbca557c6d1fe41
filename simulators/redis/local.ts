import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startChild } from '#kit/process/child.ts';
import { external, type LocalOptions, type StartLocal, withoutCredentials } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { findProgram } from '#kit/process/program.ts';

/**
 * Starts Redis on 127.0.0.1 at REDIS_PORT (6389), behind a password: the `redis-server` on the PATH, its data in
 * `dataDir`, or else a stand-in that keeps its data in memory alone. Takes the server that REDIS_URL names instead,
 * where there is one; rejects when that does not answer.
 */
export const start: StartLocal = async (options) => {
  const { dataDir, env, log } = options;
  if (env.REDIS_URL) return takeExternal(env.REDIS_URL);

  const port = await claimPort(env, 'REDIS_PORT', 6389);
  const password = options.secret('redis');
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const program = await findProgram('redis-server', env.PATH);
  let version = '';
  const child = await startChild({
    name: 'Redis',
    ...(program ? await realServer(program, dataDir, port, password) : standIn(port, password)),
    cwd: dataDir,
    log,
    signal: options.signal,
    ready: async () => {
      version = await ask(url);
      return true;
    },
  });
  return {
    name: 'Redis',
    kind: program ? 'real' : 'stand-in',
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

/** The password goes through a file for its owner's eyes: arguments can be read by every user of the machine. */
async function realServer(program: string, dataDir: string, port: number, password: string): Promise<Command> {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    requirepass: password,
    dir: JSON.stringify(dataDir),
    save: '""',
    appendonly: 'yes',
    // What is written outlives the process, if not the machine; and no answer waits for the disk.
    appendfsync: 'no',
  };
  const file = join(dataDir, 'redis.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return { command: program, args: [file], env: {} };
}

function standIn(port: number, password: string): Command {
  return {
    command: process.execPath,
    args: ['--max-old-space-size=256', join(import.meta.dirname, 'server.ts')],
    env: { REDIS_PORT: String(port), REDIS_PASSWORD: password },
  };
}

async function takeExternal(url: string) {
  const version = await ask(url).catch((cause: Error) => {
    throw new Error(`The Redis that REDIS_URL names does not answer (${cause.message}). Correct or unset it.`, {
      cause,
    });
  });
  return { ...external('Redis', url, { REDIS_URL: url }), version };
}

/** The version of the server at `url`; rejects when it does not answer within 2 seconds. */
async function ask(url: string): Promise<string> {
  const redis = new Redis(url, {
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
