import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';
import { type DatabaseUrls, provision } from './provision.ts';

const insufficientPrivilege = { code: '42501' };

describe('Provisioning PostgreSQL', () => {
  let dataDir: string;
  let backend: LocalBackend;
  let urls: DatabaseUrls;
  let owner: Sql;
  let subgraph: Sql;
  const secret = (name: string) => `it's ${name}`;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'axiom-provision-test-'));
    await chmod(dataDir, 0o755);
    const [port] = await freePorts(1);
    const env = { PATH: process.env.PATH, POSTGRES_PORT: String(port), POSTGRES_FSYNC: 'off' };
    backend = await start({ dataDir, env, secret: () => 'owner', log: () => {} });
    urls = await provision(backend.env.POSTGRES_URL as string, secret);
    owner = postgres(urls.PROVENANCE_OWNER_URL, { max: 1 });
    subgraph = postgres(urls.PROVENANCE_DATABASE_URL, { max: 1 });
    await owner`create table material (id bigint generated always as identity, name text)`;
  });

  afterAll(async () => {
    await Promise.all([owner?.end(), subgraph?.end()]);
    await backend?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('allows provenance to read, insert and update rows, but not to delete them or change tables', async () => {
    await subgraph`insert into material (name) values ('oak')`;
    await subgraph`update material set name = 'walnut'`;

    expect([...(await subgraph`select name from material`)]).toEqual([{ name: 'walnut' }]);
    await expect(subgraph`delete from material`).rejects.toMatchObject(insufficientPrivilege);
    await expect(subgraph`truncate material`).rejects.toMatchObject(insufficientPrivilege);
    await expect(subgraph`create table provenance.other ()`).rejects.toMatchObject(insufficientPrivilege);
    await expect(subgraph`create table public.other ()`).rejects.toMatchObject(insufficientPrivilege);
    await expect(subgraph`drop table material`).rejects.toMatchObject(insufficientPrivilege);
  });

  it('allows identity to delete its own rows, but not to read other schemas', async () => {
    const identityOwner = postgres(urls.IDENTITY_OWNER_URL, { max: 1 });
    const identity = postgres(urls.IDENTITY_DATABASE_URL, { max: 1 });
    try {
      await identityOwner`create table passkey (id text)`;
      await identity`insert into passkey values ('one')`;

      expect([...(await identity`delete from passkey returning id`)]).toEqual([{ id: 'one' }]);
      await expect(identity`select from provenance.material`).rejects.toMatchObject(insufficientPrivilege);
      await expect(identityOwner`select from provenance.material`).rejects.toMatchObject(insufficientPrivilege);
      await expect(subgraph`select from identity.passkey`).rejects.toMatchObject(insufficientPrivilege);
    } finally {
      await Promise.all([identityOwner.end(), identity.end()]);
    }
  });

  it('does not allow a role to connect to another database', async () => {
    const intruder = postgres(urls.PROVENANCE_DATABASE_URL, { max: 1, database: 'medusa' });

    await expect(intruder`select 1`).rejects.toMatchObject(insufficientPrivilege);
    await intruder.end();
  });

  it('makes Medusa the owner of its database', async () => {
    const medusa = postgres(urls.MEDUSA_DATABASE_URL, { max: 1 });

    await medusa`create table own (id text)`;

    expect([...(await medusa`select tableowner from pg_tables where tablename = 'own'`)]).toEqual([
      { tableowner: 'medusa' },
    ]);
    await medusa.end();
  });

  it('is idempotent: rows are kept, passwords are updated', async () => {
    const again = await provision(backend.env.POSTGRES_URL as string, (name) => `new ${name}`);
    const renewed = postgres(again.PROVENANCE_DATABASE_URL, { max: 1 });
    const outdated = postgres(urls.PROVENANCE_DATABASE_URL, { max: 1 });

    expect([...(await renewed`select name from material`)]).toEqual([{ name: 'walnut' }]);
    await expect(outdated`select 1`).rejects.toMatchObject({ code: '28P01' });
    await Promise.all([renewed.end(), outdated.end()]);
  });

  it('names the server that it could not provision, without the password', async () => {
    const url = (backend.env.POSTGRES_URL as string).replace(':owner@', ':guessed@');

    const refusal = await provision(url, secret).catch((error: Error) => error.message);

    expect(refusal).toBe(`Cannot provision ${backend.address}: password authentication failed for user "axiom"`);
  });
});
