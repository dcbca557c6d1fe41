import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { startChild } from '#kit/process/child.ts';
import { runChild } from '#kit/process/children.ts';
import { external, type LocalOptions, type StartLocal, withoutCredentials } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { type Account, changeOwner, chooseAccount, exists, placeData, placePrograms } from './place.ts';
import { findPrograms } from './programs.ts';

/**
 * Starts PostgreSQL on 127.0.0.1 at POSTGRES_PORT (5442) with its cluster in `dataDir/pgdata`, or uses the server at
 * POSTGRES_URL. The returned `env.POSTGRES_URL` is the superuser's URL; use it only for provisioning. POSTGRES_FSYNC=off, as in
 * the tests, is faster but can lose data in a power failure.
 */
export const start: StartLocal = async (options) => {
  const { dataDir, env, log } = options;
  if (env.POSTGRES_URL) return external('PostgreSQL', env.POSTGRES_URL, { POSTGRES_URL: env.POSTGRES_URL });

  const port = await claimPort(env, 'POSTGRES_PORT', 5442, 'other');
  const account = await chooseAccount();
  const bin = join(await placePrograms(await findPrograms(), account, log), 'bin');
  const pgdata = await placeData(dataDir, account, log);
  if (!(await exists(join(pgdata, 'PG_VERSION')))) await initialise(bin, pgdata, account, options);
  await changeOwner(pgdata, account);
  await removeStaleLock(pgdata);

  const url = `postgres://axiom:${options.secret('postgres')}@127.0.0.1:${port}/postgres`;
  let version = '';
  const child = await startChild({
    name: 'PostgreSQL',
    command: join(bin, 'postgres'),
    args: ['-D', pgdata, '-p', String(port), ...settings(env)],
    env: { PATH: env.PATH, LC_ALL: 'C' },
    cwd: '/',
    ...account,
    log,
    signal: options.signal,
    ready: async () => {
      version = await readVersion(url);
      return true;
    },
    stopSignal: 'SIGINT',
  });
  return {
    name: 'PostgreSQL',
    kind: 'real',
    version,
    address: withoutCredentials(url),
    env: { POSTGRES_URL: url },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

/** Sized for a local stack on one machine: about 40 connections, and about 100 MB of data. */
function settings(env: LocalOptions['env']): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '80',
    shared_buffers: '64MB',
    maintenance_work_mem: '32MB',
    max_wal_size: '256MB',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '',
  };
  if (env.POSTGRES_FSYNC === 'off') {
    Object.assign(values, { fsync: 'off', full_page_writes: 'off' });
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Creates the cluster in a temporary folder and renames it when it is complete, so that `pgdata` is never incomplete. */
async function initialise(bin: string, pgdata: string, account: Account, options: LocalOptions): Promise<void> {
  const { uid, gid } = account;
  const unfinished = `${pgdata}.new`;
  const passwordFile = `${pgdata}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, options.secret('postgres'), { mode: 0o600 });
  try {
    if (uid !== undefined && gid !== undefined) {
      await Promise.all([unfinished, passwordFile].map((path) => chown(path, uid, gid)));
    }
    await runChild(
      join(bin, 'initdb'),
      [
        `--pgdata=${unfinished}`,
        '--username=axiom',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.env.POSTGRES_FSYNC === 'off' ? ['--no-sync'] : []),
      ],
      { env: { PATH: options.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, cwd: '/', ...account },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(pgdata, { recursive: true, force: true });
  await rename(unfinished, pgdata);
}

/**
 * Removes the lock file of a crashed server, unless a PostgreSQL process of this cluster has its pid. PostgreSQL ignores the
 * lock when no process has the pid, but refuses to start when another program has it now.
 */
async function removeStaleLock(pgdata: string): Promise<void> {
  const lock = join(pgdata, 'postmaster.pid');
  const pid = (await readFile(lock, 'utf8').catch(() => '')).split('\n')[0];
  if (!pid) return;
  const command = await runChild('ps', ['-o', 'command=', '-p', pid]).catch(() => ({ stdout: '' }));
  if (!command.stdout.includes(pgdata)) await rm(lock);
}

/** The server's version; resolves when the server accepts connections. */
async function readVersion(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql<[{ server_version: string }]>`show server_version`;
    return row.server_version;
  } finally {
    await sql.end();
  }
}
