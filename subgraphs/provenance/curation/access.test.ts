import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { type Curation, openCuration } from '#tests/support/subgraphs/curation.ts';
import { gtinOf, viewers } from '#tests/support/subgraphs/provenance.ts';

let subgraph: Curation;
let restricted: Sql;

beforeAll(async () => {
  subgraph = await openCuration();
  restricted = postgres(subgraph.database.urls.PROVENANCE_DATABASE_URL, { onnotice: () => {} });
});

afterAll(async () => {
  await restricted?.end();
  await subgraph?.close();
});

describe('Curation', () => {
  const mutations = `mutation {
    provenanceCreate(input: {
      productId: "prod_y", originCoordinates: { latitude: 0, longitude: 0 }, place: "P", countryCode: "IT",
      materials: [{ materialId: "mat_calf", sharePercent: 100, massGrams: 1 }], gtin: "${gtinOf(600)}"
    }) { userErrors { code } }
    provenanceCorrect(input: { productId: "prod_000", reason: "R", place: "P" }) { userErrors { code } }
    materialCreate(input: { name: "M", kind: OTHER, carbonKgPerKg: 1 }) { userErrors { code } }
    materialUpdate(input: { id: "mat_calf", name: "M" }) { userErrors { code } }
    assetUploadBegin(input: { productId: "prod_000", kind: MODEL_GLB, bytes: 1, sha256: "${'0'.repeat(64)}" }) {
      userErrors { code }
    }
    assetUploadFinish(id: "upload_x") { userErrors { code } }
  }`;
  const roots = mutations.match(/\w+(?=\((input|id):)/g) as string[];

  it.each([
    ['anonymous', 'UNAUTHENTICATED'],
    ['customer', 'FORBIDDEN'],
    ['elite', 'FORBIDDEN'],
    ['partner', 'FORBIDDEN'],
  ] as const)('is not for %s, and nothing changes', async (viewer, code) => {
    const before = await subgraph.everything();

    const { data, errors } = await subgraph.execute(mutations, {}, viewers[viewer]);

    expect(data).toEqual(Object.fromEntries(roots.map((name) => [name, null])));
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(roots.map((name) => [[name], code]));
    expect(await subgraph.everything()).toEqual(before);
    expect([...(await subgraph.owner`select from asset_upload`)]).toEqual([]);
  });

  it('is for curators', async () => {
    const { data, errors } = await subgraph.execute(mutations);

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ...Object.fromEntries(roots.map((name) => [name, { userErrors: [] }])),
      materialUpdate: { userErrors: [{ code: 'TAKEN' }] },
      assetUploadFinish: { userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });
});

describe('The tables of provenance', () => {
  it('let the subgraph insert and update what curators create and change', async () => {
    const rights = await subgraph.owner`
      select table_name as table, privilege_type as right, array_agg(column_name::text order by column_name) as columns
      from information_schema.column_privileges
      where grantee = 'axiom_provenance' and privilege_type <> 'SELECT'
      group by table_name, privilege_type`;
    const columnsOf = (right: string) =>
      Object.fromEntries(rights.filter((found) => found.right === right).map(({ table, columns }) => [table, columns]));

    expect(Object.keys(columnsOf('INSERT')).sort()).toEqual([
      ...['asset', 'asset_upload', 'correction', 'material', 'passport', 'passport_event', 'provenance'],
    ]);
    expect(columnsOf('UPDATE')).toEqual({
      asset: [
        ...['box_max', 'box_min', 'bytes', 'content_type', 'etag', 'extensions_required', 'extensions_used', 'height'],
        ...['key', 'materials', 'sha256', 'textures', 'triangles', 'validated_at', 'width'],
      ],
      asset_upload: ['outcome'],
      material: [
        ...['carbon_kg_per_kg', 'country_code', 'description', 'latitude', 'longitude', 'name'],
        ...['recycled_percent', 'supplier_id', 'translations'],
      ],
      provenance: [
        ...['artisan_id', 'carbon_boundary', 'carbon_method', 'carbon_total_kg', 'carbon_verified_by'],
        ...['country_code', 'latitude', 'longitude', 'place', 'translations'],
      ],
    });
  });

  it('let the subgraph delete nothing, and update nothing in the ledger', async () => {
    const refused = { code: '42501' };
    const tables = await restricted<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'provenance' and tablename <> 'migration'`;

    expect(tables).toHaveLength(14);
    for (const { name } of tables) {
      await expect(restricted`delete from ${restricted(name)}`).rejects.toMatchObject(refused);
      await expect(restricted`truncate ${restricted(name)}`).rejects.toMatchObject(refused);
    }
    for (const name of ['passport', 'passport_event', 'correction', 'material_use', 'supplier', 'change']) {
      const [column] =
        await subgraph.owner`select column_name as name from information_schema.columns where table_name = ${name}`;
      await expect(restricted`update ${restricted(name)} set ${restricted(column?.name)} = null`).rejects.toMatchObject(
        refused,
      );
    }
    for (const name of ['supplier', 'certification', 'material_use', 'change']) {
      await expect(restricted`insert into ${restricted(name)} default values`).rejects.toMatchObject(refused);
    }
    await expect(restricted`select from migration`).rejects.toMatchObject(refused);
  });

  it('let the subgraph replace the materials of a product only by shares that add up to 100', async () => {
    const uses = () =>
      subgraph.owner`select material_id, share_percent from material_use where product_id = 'prod_000'`;
    const before = [...(await uses())];
    const replace = (list: object[]) =>
      restricted`select set_material_uses('prod_000', ${restricted.json(list as never)})`;

    await expect(replace([])).rejects.toMatchObject({ code: '23514' });
    await expect(replace([{ materialId: 'mat_calf', sharePercent: 99.99, massGrams: 1 }])).rejects.toMatchObject({
      code: '23514',
    });

    expect([...(await uses())]).toEqual(before);
  });
});
