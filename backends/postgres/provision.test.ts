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
  let room: Sql;
  const secret = (name: string) => `it's ${name}`;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'axiom-provision-test-'));
    await chmod(dataDir, 0o755);
    const [port] = await freePorts(1);
    const env = { PATH: process.env.PATH, POSTGRES_PORT: String(port), POSTGRES_FSYNC: 'off' };
    backend = await start({ dataDir, env, secret: () => 'owner', log: () => {} });
    urls = await provision(backend.env.POSTGRES_URL as string, secret);
    owner = postgres(urls.PROVENANCE_OWNER_URL, { max: 1 });
    room = postgres(urls.PROVENANCE_DATABASE_URL, { max: 1 });
    await owner`create table material (id bigint generated always as identity, name text)`;
  });

  afterAll(async () => {
    await Promise.all([owner?.end(), room?.end()]);
    await backend?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('lets the provenance room read, add and change rows, but neither delete them nor change tables', async () => {
    await room`insert into material (name) values ('oak')`;
    await room`update material set name = 'walnut'`;

    expect([...(await room`select name from material`)]).toEqual([{ name: 'walnut' }]);
    await expect(room`delete from material`).rejects.toMatchObject(insufficientPrivilege);
    await expect(room`truncate material`).rejects.toMatchObject(insufficientPrivilege);
    await expect(room`create table provenance.other ()`).rejects.toMatchObject(insufficientPrivilege);
    await expect(room`create table public.other ()`).rejects.toMatchObject(insufficientPrivilege);
    await expect(room`drop table material`).rejects.toMatchObject(insufficientPrivilege);
  });

  it('lets the identity room delete its own rows and see no other schema', async () => {
    const identityOwner = postgres(urls.IDENTITY_OWNER_URL, { max: 1 });
    const identity = postgres(urls.IDENTITY_DATABASE_URL, { max: 1 });
    try {
      await identityOwner`create table passkey (id text)`;
      await identity`insert into passkey values ('one')`;

      expect([...(await identity`delete from passkey returning id`)]).toEqual([{ id: 'one' }]);
      await expect(identity`select from provenance.material`).rejects.toMatchObject(insufficientPrivilege);
      await expect(identityOwner`select from provenance.material`).rejects.toMatchObject(insufficientPrivilege);
      await expect(room`select from identity.passkey`).rejects.toMatchObject(insufficientPrivilege);
    } finally {
      await Promise.all([identityOwner.end(), identity.end()]);
    }
  });

  it("keeps each role out of the other's database", async () => {
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

  it('may run again: rows stay, passwords follow the secrets', async () => {
    const again = await provision(backend.env.POSTGRES_URL as string, (name) => `new ${name}`);
    const renewed = postgres(again.PROVENANCE_DATABASE_URL, { max: 1 });
    const outdated = postgres(urls.PROVENANCE_DATABASE_URL, { max: 1 });

    expect([...(await renewed`select name from material`)]).toEqual([{ name: 'walnut' }]);
    await expect(outdated`select 1`).rejects.toMatchObject({ code: '28P01' });
    await Promise.all([renewed.end(), outdated.end()]);
  });

  it('says which server it could not provision, without its password', async () => {
    const url = (backend.env.POSTGRES_URL as string).replace(':owner@', ':guessed@');

    const refusal = await provision(url, secret).catch((error: Error) => error.message);

    expect(refusal).toBe(`Cannot provision ${backend.address}: password authentication failed for user "axiom"`);
  });
});
