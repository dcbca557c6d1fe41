import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { until } from '#tests/support/until.ts';
import { type Database, openDatabase, type RunQuery } from './postgres.ts';

let server: TestPostgres;
let owner: Sql;
/** Connected as the service's own role, because no other role sees its statements. */
let service: Sql;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  owner = postgres(server.urls.PROVENANCE_OWNER_URL, { onnotice: () => {} });
  await owner`create table vase (name text primary key)`;
  await owner`grant delete on vase to axiom_provenance`;
  service = postgres(server.urls.PROVENANCE_DATABASE_URL, { connection: { application_name: 'watcher' } });
  database = openDatabase(server.urls.PROVENANCE_DATABASE_URL, 'provenance');
});

afterEach(async () => {
  await owner`delete from vase`;
});

afterAll(async () => {
  await Promise.all([database?.close(), owner?.end(), service?.end()]);
  await server?.remove();
});

const names = async () => (await owner`select name from vase order by name`).map(({ name }) => name);

describe('A statement', () => {
  it.each<[string, (ends: AbortSignal) => Promise<unknown>]>([
    ['', (ends) => database.query(slowInsert, ends)],
    [' of a transaction', (ends) => database.transact((query) => query(slowInsert), ends)],
  ])('%s is cancelled at the server when its request has ended', async (_, run) => {
    const ends = new AbortController();
    const work = run(ends.signal);
    await until(async () => (await sleeping()).length === 1);

    ends.abort(new DOMException('no time left', 'TimeoutError'));

    await expect(work).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT', system: 'PostgreSQL' } });
    await until(async () => (await sleeping()).length === 0);
    expect(await names()).toEqual([]);
  });

  it('that is cancelled instead of another is retried', async () => {
    const work = database.query((sql) => sql`select 1 as found from pg_sleep(0.3)`);
    await until(async () => (await sleeping()).length === 1);
    await service`select pg_cancel_backend(pid) from pg_stat_activity where pid = any(${await sleeping()})`;

    expect([...(await work)]).toEqual([{ found: 1 }]);
  });

  it('that ends with its connection fails, and none after it', async () => {
    const work = database.query((sql) => sql`select 1 as found from pg_sleep(0.3)`);
    const failed = expect(work).rejects.toThrow('PostgreSQL cannot be reached.');
    await until(async () => (await sleeping()).length === 1);
    await service`select pg_terminate_backend(pid) from pg_stat_activity where pid = any(${await sleeping()})`;
    await failed;
    const next = Array.from({ length: 8 }, () => database.query((sql) => sql`select 2 as found from pg_sleep(0.01)`));

    expect((await Promise.all(next)).flat()).toEqual(next.map(() => ({ found: 2 })));
  });
});

const slowInsert: Parameters<RunQuery>[0] = (sql) => sql`insert into vase select 'marble' from pg_sleep(0.8)`;

/** The server processes that run a sleeping statement of the service. */
async function sleeping(): Promise<number[]> {
  const found = await service<{ pid: number }[]>`
    select pid from pg_stat_activity
    where state = 'active' and query like '%pg_sleep%' and application_name = 'axiom-provenance'`;
  return found.map(({ pid }) => pid);
}

describe('A transaction', () => {
  it('is committed as a whole, and resolves to the result of its work', async () => {
    const found = await database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      expect(await names()).toEqual([]);
      return query((sql) => sql<{ fullName: string }[]>`select name as full_name from vase`);
    });

    expect([...found]).toEqual([{ fullName: 'marble' }]);
    expect(await names()).toEqual(['marble']);
  });

  it('is rolled back when its work rejects', async () => {
    const work = database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      throw new Error('not this one');
    });

    await expect(work).rejects.toThrow('not this one');
    expect(await names()).toEqual([]);
  });

  it('is rolled back when one of its statements fails, and rejects with that error', async () => {
    const work = database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      await query((sql) => sql`insert into vase values ('marble')`);
    });

    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await names()).toEqual([]);
  });

  it('is rolled back when the request ends, as are later queries of its work', async () => {
    const ends = new AbortController();
    const late: Promise<unknown>[] = [];
    const work = database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      ends.abort(new DOMException('no time left', 'TimeoutError'));
      late.push(query((sql) => sql`insert into vase values ('slate')`).catch(({ message }) => message));
      await late[0];
      await query((sql) => sql`insert into vase values ('granite')`);
    }, ends.signal);

    await expect(work).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT', system: 'PostgreSQL' } });
    expect(await late[0]).toBe('no time left');
    // Every connection of the pool is free again, without an open transaction.
    await Promise.all(
      [1, 2, 3, 4, 5].map(() => database.transact((query) => query((sql) => sql`select pg_sleep(0.02)`))),
    );
    expect(await names()).toEqual([]);
    expect([...(await owner`select from pg_stat_activity where state like 'idle in transaction%'`)]).toEqual([]);
  });

  it('that waits too long for another times out, and the others continue', async () => {
    const holder = await owner.reserve();
    await holder`begin`;
    await holder`insert into vase values ('marble')`;

    const work = database.transact((query) => query((sql) => sql`insert into vase values ('marble')`));

    await expect(work).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT' } });
    await database.check();
    await holder`rollback`;
    holder.release();
  });
});
