import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';
import { migrate } from './migrate.ts';
import { type DatabaseUrls, provision } from './provision.ts';

describe('Migrating a schema', () => {
  let dataDir: string;
  let folder: string;
  let backend: LocalBackend;
  let urls: DatabaseUrls;
  let owner: Sql;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'axiom-migrate-test-'));
    await chmod(dataDir, 0o755);
    const [port] = await freePorts(1);
    const env = { PATH: process.env.PATH, POSTGRES_PORT: String(port), POSTGRES_FSYNC: 'off' };
    backend = await start({ dataDir, env, secret: () => 'owner', log: () => {} });
    urls = await provision(backend.env.POSTGRES_URL as string, (name) => name);
    owner = postgres(urls.PROVENANCE_OWNER_URL, { max: 1, onnotice: () => {} });
  });

  beforeEach(async () => {
    await owner`drop table if exists migration, letter`;
    folder = await mkdtemp(join(dataDir, 'migrations-'));
  });

  afterAll(async () => {
    await owner?.end();
    await backend?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const run = () => migrate(urls.PROVENANCE_OWNER_URL, 'provenance', pathToFileURL(`${folder}/`));
  const letters = async () => (await owner`select name from letter order by name`).map(({ name }) => name);

  it('applies new files in the order of their names', async () => {
    await write('0002_second.sql', "insert into letter values ('b'); insert into letter values ('c')");
    await write('0001_first.sql', "create table letter (name text); insert into letter values ('a')");
    await write('README.md', 'not a migration');

    expect(await run()).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await run()).toEqual([]);
    await write('0003_third.sql', "insert into letter values ('d')");
    expect(await run()).toEqual(['0003_third.sql']);

    expect(await letters()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('rolls back a failed file, and keeps the files before it', async () => {
    await write('0001_first.sql', 'create table letter (name text)');
    await write('0002_second.sql', "insert into letter values ('a'); insert into alphabet values ('b')");

    await expect(run()).rejects.toThrow(
      'Cannot migrate the schema provenance: 0002_second.sql: relation "alphabet" does not exist',
    );
    expect(await letters()).toEqual([]);

    await write('0002_second.sql', "insert into letter values ('a')");
    expect(await run()).toEqual(['0002_second.sql']);
  });

  it('refuses when an applied file has changed, is missing, or sorts after a new one', async () => {
    await write('0002_letters.sql', 'create table letter (name text)');
    await run();

    await write('0001_early.sql', "insert into letter values ('early')");
    await expect(run()).rejects.toThrow('0002_letters.sql was applied, but 0001_early.sql sorts before it.');
    await rm(join(folder, '0001_early.sql'));
    await write('0002_letters.sql', 'create table letter (name text not null)');
    await expect(run()).rejects.toThrow(
      '0002_letters.sql was applied and has changed since. Restore it and write a new migration.',
    );
    await rm(join(folder, '0002_letters.sql'));
    await write('0003_more.sql', "insert into letter values ('more')");
    await expect(run()).rejects.toThrow('0002_letters.sql was applied, but 0003_more.sql sorts before it.');
    await rm(join(folder, '0003_more.sql'));
    await expect(run()).rejects.toThrow('0002_letters.sql was applied, but its file is missing.');

    expect(await letters()).toEqual([]);
  });

  it('applies each file once under concurrent calls', async () => {
    await write(
      '0001_slow.sql',
      "create table letter (name text); select pg_sleep(0.3); insert into letter values ('a')",
    );

    const applied = await Promise.all([run(), run(), run()]);

    expect(applied.flat()).toEqual(['0001_slow.sql']);
    expect(await letters()).toEqual(['a']);
  });

  it('applies all migrations of the repository', async () => {
    await owner`drop table if exists migration, letter`;

    for (const [owner, url] of [
      ['provenance', urls.PROVENANCE_OWNER_URL],
      ['identity', urls.IDENTITY_OWNER_URL],
    ] as const) {
      const files = readdirSync(join(import.meta.dirname, 'migrations', owner)).sort();

      expect(await migrate(url, owner)).toEqual(files);
      expect(files.length).toBeGreaterThan(1);
    }
  });
});
