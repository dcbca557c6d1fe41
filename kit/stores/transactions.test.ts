import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { until } from '#tests/support/until.ts';
import { type Database, openDatabase, type RunQuery } from './postgres.ts';

let server: TestPostgres;
let owner: Sql;
/** As the room itself, whose statements nobody else sees. */
let room: Sql;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  owner = postgres(server.urls.PROVENANCE_OWNER_URL, { onnotice: () => {} });
  await owner`create table vase (name text primary key)`;
  await owner`grant delete on vase to axiom_provenance`;
  room = postgres(server.urls.PROVENANCE_DATABASE_URL, { connection: { application_name: 'watcher' } });
  database = openDatabase(server.urls.PROVENANCE_DATABASE_URL, 'provenance');
});

afterEach(async () => {
  await owner`delete from vase`;
});

afterAll(async () => {
  await Promise.all([database?.close(), owner?.end(), room?.end()]);
  await server?.remove();
});

const names = async () => (await owner`select name from vase order by name`).map(({ name }) => name);

describe('A statement', () => {
  it.each<[string, (ends: AbortSignal) => Promise<unknown>]>([
    ['', (ends) => database.query(slowInsert, ends)],
    [' of a transaction', (ends) => database.transact((query) => query(slowInsert), ends)],
  ])('%s whose request has ended is cancelled at the server', async (_, run) => {
    const ends = new AbortController();
    const work = run(ends.signal);
    await until(async () => (await sleeping()).length === 1);

    ends.abort(new DOMException('no time left', 'TimeoutError'));

    await expect(work).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT', system: 'PostgreSQL' } });
    await until(async () => (await sleeping()).length === 0);
    expect(await names()).toEqual([]);
  });

  it('that is cancelled in the place of another is run again', async () => {
    const work = database.query((sql) => sql`select 1 as found from pg_sleep(0.3)`);
    await until(async () => (await sleeping()).length === 1);
    await room`select pg_cancel_backend(pid) from pg_stat_activity where pid = any(${await sleeping()})`;

    expect([...(await work)]).toEqual([{ found: 1 }]);
  });
});

const slowInsert: Parameters<RunQuery>[0] = (sql) => sql`insert into vase select 'marble' from pg_sleep(0.8)`;

/** The server processes of the room that run a statement which sleeps. */
async function sleeping(): Promise<number[]> {
  const found = await room<{ pid: number }[]>`
    select pid from pg_stat_activity
    where state = 'active' and query like '%pg_sleep%' and application_name = 'axiom-provenance'`;
  return found.map(({ pid }) => pid);
}

describe('A transaction', () => {
  it('counts as a whole, and gives back what its work gave', async () => {
    const found = await database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      expect(await names()).toEqual([]);
      return query((sql) => sql<{ fullName: string }[]>`select name as full_name from vase`);
    });

    expect([...found]).toEqual([{ fullName: 'marble' }]);
    expect(await names()).toEqual(['marble']);
  });

  it('leaves nothing when its work thinks better of it', async () => {
    const work = database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      throw new Error('not this one');
    });

    await expect(work).rejects.toThrow('not this one');
    expect(await names()).toEqual([]);
  });

  it('leaves nothing when one of its statements is refused, which is told as it is', async () => {
    const work = database.transact(async (query) => {
      await query((sql) => sql`insert into vase values ('marble')`);
      await query((sql) => sql`insert into vase values ('marble')`);
    });

    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await names()).toEqual([]);
  });

  it('leaves nothing when the request ends meanwhile, nor does what its work asks afterwards', async () => {
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
    // Every connection of the pool is free again, and none has anything open.
    await Promise.all(
      [1, 2, 3, 4, 5].map(() => database.transact((query) => query((sql) => sql`select pg_sleep(0.02)`))),
    );
    expect(await names()).toEqual([]);
    expect([...(await owner`select from pg_stat_activity where state like 'idle in transaction%'`)]).toEqual([]);
  });

  it('that waits for another too long is given up, and the rest go on', async () => {
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
