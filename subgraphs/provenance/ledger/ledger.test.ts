import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { seedProvenance } from '#catalogue/seed/provenance.ts';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { executeAt } from '#tests/support/graph.ts';
import { assetsOf, serveProvenance, smallCatalogue } from '#tests/support/subgraphs/provenance.ts';
import { chainEvents, type PassportEvent } from './passport.ts';

let database: TestPostgres;
let subgraph: RunningSubgraph;
let owner: Sql;
let restricted: Sql;

const catalogue = smallCatalogue(4);
const seed = (changed = catalogue) => seedProvenance(changed, assetsOf(changed.products), { ...database.urls });
const unchanged = {
  supplier: 0,
  material: 0,
  certification: 0,
  provenance: 0,
  material_use: 0,
  asset: 0,
  passport: 0,
  passport_event: 0,
};

beforeAll(async () => {
  database = await startPostgres();
  owner = postgres(database.urls.PROVENANCE_OWNER_URL, { onnotice: () => {} });
  restricted = postgres(database.urls.PROVENANCE_DATABASE_URL, { onnotice: () => {} });
  subgraph = await serveProvenance(database.urls.PROVENANCE_DATABASE_URL);
  await seed();
});

afterAll(async () => {
  await Promise.all([subgraph?.close(), owner?.end(), restricted?.end()]);
  await database?.remove();
});

describe('Seeding provenance', () => {
  it('changes nothing the second time', async () => {
    expect(await seed()).toEqual(unchanged);
  });

  it('updates what has changed, and leaves passports unchanged', async () => {
    const changed = structuredClone(catalogue);
    const [product] = changed.products as [(typeof changed.products)[0]];
    product.provenance.materials = [
      { material: 'mat_calf', sharePercent: 40, massGrams: 400 },
      { material: 'mat_ebene', sharePercent: 60, massGrams: 600 },
    ];
    product.provenance.events.reverse();

    expect(await seed(changed)).toEqual({ ...unchanged, provenance: 1, material_use: 2 });
    expect([...(await owner`select share_percent from material_use where product_id = ${product.id}`)]).toEqual([
      { share_percent: '40.00' },
      { share_percent: '60.00' },
    ]);

    await seed();
  });

  it('writes all or nothing', async () => {
    const wrong = smallCatalogue(5);
    const [, , , , product] = wrong.products as unknown as [never, never, never, never, (typeof wrong.products)[0]];
    product.provenance.materials.pop();

    await expect(seed(wrong)).rejects.toThrow('product prod_004 has 1 materials whose shares add up to 7.25');
    expect([...(await owner`select from provenance where product_id = 'prod_004'`)]).toEqual([]);
  });
});

describe('The tables of provenance', () => {
  it.each([
    ['shares that do not add up', `update material_use set share_percent = 50 where material_id = 'mat_calf'`],
    ['a record without materials', `insert into provenance (product_id) values ('prod_new')`],
    ['the loss of all materials', `delete from material_use where product_id = 'prod_000'`],
    ['the loss of a material in use', `delete from material where id = 'mat_calf'`],
    ['half a point', `update provenance set latitude = null`],
    ['a point beyond the pole', `update material set latitude = 90.5`],
    ['a country in words', `update material set country_code = 'Italy'`],
    ['a carbon figure without its method', `update provenance set carbon_method = null`],
    ['a model without triangles', `update asset set triangles = null where role = 'MODEL_GLB'`],
    ['a texture with triangles', `update asset set triangles = 12 where role = 'NORMAL'`],
    ['a box turned inside out', `update asset set box_min = box_max, box_max = box_min where role = 'MODEL_GLB'`],
    ['a GTIN with a wrong check digit', `insert into passport values ('pass_x', 'prod_x', '40123450000044')`],
  ])('refuse %s', async (_what, statement) => {
    await expect(owner.unsafe(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
  });

  it('allow shares to be updated one after another', async () => {
    await owner.begin(async (sql) => {
      await sql`update material_use set share_percent = 10 where product_id = 'prod_001' and material_id = 'mat_brass'`;
      await sql`update material_use set share_percent = 90 where product_id = 'prod_001' and material_id = 'mat_calf'`;
    });

    await seed();
  });

  it('allow only new entries of a passport, and refuse inserted, missing, updated and deleted ones', async () => {
    const entries = await owner`select * from passport_event where passport_id = 'pass_000' order by index`;
    const [, second, last] = entries.map((entry) => ({
      ...entry,
      occurredAt: entry.occurred_at,
      previousHash: entry.previous_hash,
    })) as unknown as PassportEvent[];
    const repair = { type: 'REPAIRED', occurredAt: new Date(), place: 'Paris', actor: 'Atelier', note: null } as const;
    const [next] = chainEvents('pass_000', [repair], last) as [PassportEvent];
    const [fork] = chainEvents('pass_000', [repair], second) as [PassportEvent];
    const add = ({ index, type, occurredAt, place, actor, note, hash, previousHash }: PassportEvent) => owner`
      insert into passport_event (passport_id, index, type, occurred_at, place, actor, note, hash, previous_hash)
      values ('pass_000', ${index}, ${type}, ${occurredAt}, ${place}, ${actor}, ${note}, ${hash}, ${previousHash})`;
    const refused = { code: expect.stringMatching(/^23/) };

    await expect(add(fork)).rejects.toMatchObject(refused);
    await expect(add({ ...fork, index: next.index })).rejects.toMatchObject(refused);
    await expect(add({ ...next, index: next.index + 1 })).rejects.toMatchObject(refused);
    await expect(add({ ...next, previousHash: null })).rejects.toMatchObject(refused);
    await expect(add({ ...next, previousHash: 'ff'.repeat(32) })).rejects.toMatchObject(refused);
    await add(next);

    for (const statement of [
      `update passport_event set note = 'better' where passport_id = 'pass_000'`,
      'delete from passport_event',
      'truncate passport_event cascade',
      `update passport set gtin = gtin`,
      'delete from passport',
    ]) {
      await expect(owner.unsafe(statement)).rejects.toThrow(/is append-only$/);
    }
    expect(await owner`select from passport_event where passport_id = 'pass_000'`).toHaveLength(entries.length + 1);
  });
});

describe('The changes of provenance', () => {
  const changesAfter = async (after?: string, first = 500) => {
    const query = `query ($after: String, $first: Int) {
      provenanceChanges(after: $after, first: $first) { productIds tags cursor hasMore }
    }`;
    const { data, errors } = await executeAt(subgraph.url, query, { after, first }, {}, signedTestFetch('provenance'));
    return data.provenanceChanges ?? errors;
  };
  const now = async () => (await changesAfter()).cursor;
  const changedBy = async (statement: string) => {
    const cursor = await now();
    await owner.unsafe(statement);
    return (await changesAfter(cursor)).productIds;
  };
  const all = ['prod_000', 'prod_001', 'prod_002', 'prod_003'];

  it('are empty at first', async () => {
    expect(await changesAfter()).toEqual({ productIds: [], tags: [], cursor: expect.any(String), hasMore: false });
    expect((await changesAfter(await now())).productIds).toEqual([]);
  });

  const taggedBy = async (statement: string) => {
    const cursor = await now();
    await owner.unsafe(statement);
    return (await changesAfter(cursor)).tags;
  };
  const allTags = all.map((id) => `product:${id}`);

  it.each<[string, string, string[]]>([
    [
      'a record',
      `update provenance set place = 'Siena' where product_id = 'prod_002'`,
      ['artisan:arti_even', 'product:prod_002'],
    ],
    [
      'another artisan, with the previous one',
      `update provenance set artisan_id = 'arti_odd' where product_id = 'prod_002'`,
      ['artisan:arti_even', 'artisan:arti_odd', 'product:prod_002'],
    ],
    [
      'a use of materials',
      `update material_use set mass_grams = 7 where product_id = 'prod_002' and material_id = 'mat_calf'`,
      ['material:mat_calf', 'product:prod_002'],
    ],
    ['an asset', `update asset set etag = 'y' where product_id = 'prod_002'`, ['product:prod_002']],
    [
      'a material, with the list and all products made of it',
      `update material set description = 'Of calves' where id = 'mat_calf'`,
      ['material:mat_calf', 'materials', ...allTags, 'supplier:sup_aldina'],
    ],
    [
      'a material of no product',
      `insert into material (id, name, kind, recycled_percent, carbon_kg_per_kg) values ('mat_new', 'Reed', 'OTHER', 0, 0)`,
      ['material:mat_new', 'materials'],
    ],
    ['a deleted material', `delete from material where id = 'mat_new'`, ['material:mat_new', 'materials']],
    [
      'a certification',
      `update certification set issuer = 'M' where id = 'cert_new'`,
      ['certification:cert_new', 'material:mat_calf', ...allTags],
    ],
    [
      'a supplier, with the materials from there',
      `update supplier set name = 'Aldina' where id = 'sup_aldina'`,
      ['material:mat_brass', 'material:mat_calf', ...allTags, 'supplier:sup_aldina'],
    ],
  ])('name the tags of %s', async (_what, statement, tags) => {
    expect((await taggedBy(statement)).toSorted()).toEqual(tags.toSorted());
    await seed();
  });

  it('are awaited', async () => {
    const query = 'query ($after: String) { provenanceChanges(after: $after, wait: 4000) { tags } }';
    const waiting = executeAt(subgraph.url, query, { after: await now() }, {}, signedTestFetch('provenance'));
    await owner`update asset set etag = 'z' where product_id = 'prod_001'`;

    expect((await waiting).data.provenanceChanges.tags).toEqual(['product:prod_001']);
  });

  it('accept the cursor of an earlier version, which names a product', async () => {
    const [{ transaction }] = await owner<[{ transaction: string }]>`
      insert into change (tag, transaction) values ('product:prod_002', pg_current_xact_id()) returning transaction::text`;
    const cursor = Buffer.from(`${transaction}:prod_003`).toString('base64url');

    expect((await changesAfter(cursor)).productIds).toEqual(['prod_002']);
  });

  it('contain all products that a changed row affects, directly or indirectly', async () => {
    expect(await changedBy(`update provenance set place = 'Siena' where product_id = 'prod_002'`)).toEqual([
      'prod_002',
    ]);
    expect(await changedBy(`update asset set etag = 'x' where product_id < 'prod_002'`)).toEqual([
      'prod_000',
      'prod_001',
    ]);
    expect(await changedBy(`update material set name = 'Calf' where id = 'mat_calf'`)).toEqual(all);
    expect(await changedBy(`update material set name = 'Ebony' where id = 'mat_ebene'`)).toEqual([]);
    expect(await changedBy(`update certification set issuer = 'L' where id = 'cert_new'`)).toEqual(all);
    expect(await changedBy(`update supplier set name = 'Aldina' where id = 'sup_aldina'`)).toEqual(all);
    expect(await changedBy(`delete from provenance where product_id = 'prod_003'`)).toEqual(['prod_003']);

    expect(await changedBy('select 1')).toEqual([]);
    await seed();
  });

  it('are returned in pages, each product once', async () => {
    const start = await now();
    await owner`update asset set etag = 'p' where product_id in ('prod_000', 'prod_003')`;
    await owner`update asset set etag = 'q' where product_id in ('prod_001', 'prod_003')`;

    const first = await changesAfter(start, 2);
    const second = await changesAfter(first.cursor, 2);

    expect([first.productIds, first.hasMore]).toEqual([['prod_000', 'prod_001'], true]);
    expect([second.productIds, second.hasMore]).toEqual([['prod_003'], false]);
    expect(await changesAfter(second.cursor)).toEqual({
      ...{ productIds: [], tags: [] },
      cursor: second.cursor,
      hasMore: false,
    });
  });

  it('miss no change when the transaction that began first is committed last', async () => {
    const start = await now();
    const slow = await owner.reserve();
    await slow`begin`;
    await slow`update provenance set place = 'Pisa' where product_id = 'prod_000'`;
    await owner`update provenance set place = 'Pisa' where product_id = 'prod_001'`;

    const before = await changesAfter(start);
    await slow`commit`;
    slow.release();
    const afterwards = await changesAfter(before.cursor);

    expect(before.productIds).toEqual([]);
    expect(afterwards.productIds).toEqual(['prod_000', 'prod_001']);
  });

  it('do not grow with time', async () => {
    for (const place of ['Siena', 'Lucca', 'Pisa']) await owner`update provenance set place = ${place}`;

    const rows = await owner`select tag from change group by tag having count(*) > 1`;
    expect([...rows]).toEqual([]);
  });

  it.each([
    ['a cursor of no list', { after: 'nonsense' }],
    [
      'a cursor from a time to come, as after a restore',
      { after: Buffer.from('9000000000000000000:').toString('base64url') },
    ],
    ['more than 1,000 at once', { first: 1_001 }],
  ])('refuse %s', async (_what, { after, first }: { after?: string; first?: number }) => {
    expect(await changesAfter(after, first)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('While PostgreSQL is unavailable, provenance', () => {
  const query = `{
    _entities(representations: [{ __typename: "Product", id: "prod_000" }]) {
      ... on Product { id provenance { place } digitalAssets { modelGlb { url } } }
    }
    materials { totalCount }
  }`;
  const readiness = async () => (await fetch(new URL('/health/ready', subgraph.url))).status;

  it('reports an error for each field, and recovers without a restart', async () => {
    expect((await executeAt(subgraph.url, query, {}, {}, signedTestFetch('provenance'))).errors).toBeUndefined();

    await database.halt();
    const { data, errors } = await executeAt(subgraph.url, query, {}, {}, signedTestFetch('provenance'));
    const unready = await readiness();
    await database.resume();

    expect(data).toEqual({ _entities: [{ id: 'prod_000', provenance: null, digitalAssets: null }], materials: null });
    expect(errors?.map(({ message, extensions }) => [message, extensions])).toEqual(
      Array.from({ length: 3 }, () => [
        'PostgreSQL cannot be reached.',
        { code: 'BACKEND_UNAVAILABLE', system: 'PostgreSQL' },
      ]),
    );
    expect(unready).toBe(503);
    expect((await executeAt(subgraph.url, query, {}, {}, signedTestFetch('provenance'))).errors).toBeUndefined();
    expect(await readiness()).toBe(200);
  });
});
