import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import postgres from 'postgres';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';

describe('The local PostgreSQL', () => {
  const folders: string[] = [];
  let running: LocalBackend | undefined;

  /** `mkdtemp` makes private folders; 0o755 is what a checkout usually has. */
  async function folder(mode = 0o755): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'axiom-postgres-test-'));
    folders.push(path);
    await chmod(path, mode);
    return path;
  }

  async function startIn(dataDir: string, log: (line: string) => void = () => {}): Promise<LocalBackend> {
    const [port] = await freePorts(1);
    const env = { PATH: process.env.PATH, POSTGRES_PORT: String(port), POSTGRES_FSYNC: 'off' };
    running = await start({ dataDir, env, secret: (name) => `secret-of-${name}`, log });
    return running;
  }

  async function query(backend: LocalBackend, text: string, password?: string): Promise<unknown[]> {
    const sql = postgres(backend.env.POSTGRES_URL as string, {
      max: 1,
      onnotice: () => {},
      ...(password && { password }),
    });
    try {
      return [...(await sql.unsafe(text))];
    } finally {
      await sql.end();
    }
  }

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    for (const path of folders.splice(0)) {
      const pgdata = await realpath(join(path, 'pgdata')).catch(() => path);
      await rm(path, { recursive: true, force: true });
      if (!pgdata.startsWith(path)) await rm(dirname(pgdata), { recursive: true, force: true });
    }
  });

  it('is not started when POSTGRES_URL names a server', async () => {
    const url = 'postgres://owner:hidden@db.example:5432/postgres';

    const backend = await start({
      dataDir: '/nonexistent',
      env: { POSTGRES_URL: url },
      secret: () => '',
      log: () => {},
    });

    expect(backend).toMatchObject({ kind: 'external', address: 'postgres://db.example:5432/postgres', pids: [] });
    expect(backend.env).toEqual({ POSTGRES_URL: url });
  });

  it('keeps its data across a restart, and hides its password', async () => {
    const dataDir = await folder();
    const first = await startIn(dataDir);
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await startIn(dataDir);

    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(second).toMatchObject({ name: 'PostgreSQL', kind: 'real', version: '18.4' });
    expect(second.address).not.toContain('secret');
  });

  it('refuses a wrong password, and listens only on the loopback address', async () => {
    const backend = await startIn(await folder());

    await expect(query(backend, 'select 1', 'guessed')).rejects.toMatchObject({ code: '28P01' });
    expect(
      await query(
        backend,
        `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories') order by name`,
      ),
    ).toEqual([
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
  });

  it('reports a crash, and recovers committed data', async () => {
    const dataDir = await folder();
    const first = await startIn(dataDir);
    await query(first, 'create table kept as select 42 as answer');

    process.kill(first.pids[0] as number, 'SIGKILL');

    expect(await first.crashed).toMatch(/^killed by SIGKILL/);
    const second = await startIn(dataDir);
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('runs from a folder that only its owner can access, and starts empty when the folder is emptied', async () => {
    const dataDir = await folder(0o700);
    const lines: string[] = [];
    const first = await startIn(dataDir, (line) => lines.push(line));
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await startIn(dataDir);
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    await rm(join(dataDir, 'pgdata'), { recursive: true });
    const third = await startIn(dataDir);

    await expect(query(third, 'select answer from kept')).rejects.toMatchObject({ code: '42P01' });
    expect(lines.some((line) => line.includes('the databases are stored in /var/tmp/'))).toBe(process.getuid?.() === 0);
  });
});
