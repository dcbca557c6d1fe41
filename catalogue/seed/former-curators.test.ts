import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres from 'postgres';
import { isSecretOf } from '#subgraphs/identity/secret-hash.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { seedCurators } from './curator.ts';
import { readFormerCurators } from './former-curators.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.remove());

const password = 'a password of this test';
const seed = () => {
  const { IDENTITY_DATABASE_URL, MEDUSA_DATABASE_URL } = server.urls;
  return seedCurators(IDENTITY_DATABASE_URL, password, () => readFormerCurators(MEDUSA_DATABASE_URL));
};

it('Medusa without tables has no former curators', async () => {
  expect(await readFormerCurators(server.urls.MEDUSA_DATABASE_URL)).toEqual([]);
});

it('Former curators in Medusa are copied once, with their scopes', async () => {
  const medusa = postgres(server.urls.MEDUSA_DATABASE_URL, { max: 1 });
  const users = [
    { email: 'Ada@axiom.example', metadata: { axiom_scopes: ['journal:write', 'audit:read'] }, deleted_at: null },
    { email: 'curator@axiom.example', metadata: { axiom_scopes: ['audit:read'] }, deleted_at: null },
    { email: 'gone@axiom.example', metadata: { axiom_scopes: ['audit:read'] }, deleted_at: new Date() },
    { email: 'none@axiom.example', metadata: { axiom_scopes: [] }, deleted_at: null },
    { email: 'other@axiom.example', metadata: { axiom_scopes: 'audit:read' }, deleted_at: null },
    { email: 'tool@axiom.example', metadata: null, deleted_at: null },
    { email: 'wider@axiom.example', metadata: { axiom_scopes: ['partners:write', 'root'] }, deleted_at: null },
  ];
  await medusa`create table public.user (email text, metadata jsonb, deleted_at timestamptz)`;
  for (const { email, metadata, deleted_at } of users) {
    await medusa`insert into public.user values (${email}, ${metadata && medusa.json(metadata)}, ${deleted_at})`;
  }
  await medusa.end();

  const brought = [await seed(), await seed()];
  const sql = postgres(server.urls.IDENTITY_DATABASE_URL, { max: 1 });
  const curators = await sql`
    select email, array_agg(scope order by scope) as scopes
    from curator join curator_grant on curator_grant.curator_id = curator.id
    where revoked_at is null group by email order by email`;
  const hashes = await sql<{ hash: string }[]>`select password_hash as hash from curator order by email`;
  await sql.end();

  expect(brought).toEqual([['ada@axiom.example', 'wider@axiom.example'], []]);
  expect([...curators]).toEqual([
    { email: 'ada@axiom.example', scopes: ['audit:read', 'journal:write'] },
    {
      email: 'curator@axiom.example',
      scopes: ['audit:read', 'cache:purge', 'curators:write', 'journal:write', 'partners:write', 'provenance:write'],
    },
    { email: 'wider@axiom.example', scopes: ['partners:write'] },
  ]);
  const isPasswordOfHouse = await Promise.all(hashes.map(({ hash }) => isSecretOf(hash, password)));
  expect(isPasswordOfHouse).toEqual([false, true, false]);
});
