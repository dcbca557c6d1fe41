import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { type Curation, openCuration } from '#tests/support/subgraphs/curation.ts';
import { gtinOf, viewers } from '#tests/support/subgraphs/provenance.ts';

let house: Curation;
let room: Sql;

beforeAll(async () => {
  house = await openCuration();
  room = postgres(house.database.urls.PROVENANCE_DATABASE_URL, { onnotice: () => {} });
});

afterAll(async () => {
  await room?.end();
  await house?.close();
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
    const before = await house.everything();

    const { data, errors } = await house.execute(mutations, {}, viewers[viewer]);

    expect(data).toEqual(Object.fromEntries(roots.map((name) => [name, null])));
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(roots.map((name) => [[name], code]));
    expect(await house.everything()).toEqual(before);
    expect([...(await house.owner`select from asset_upload`)]).toEqual([]);
  });

  it('is for curators', async () => {
    const { data, errors } = await house.execute(mutations);

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ...Object.fromEntries(roots.map((name) => [name, { userErrors: [] }])),
      materialUpdate: { userErrors: [{ code: 'TAKEN' }] },
      assetUploadFinish: { userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });
});

describe('The tables of provenance', () => {
  it('let the room create what curators create, and change what they change', async () => {
    const rights = await house.owner`
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
        ...['recycled_percent', 'supplier_id'],
      ],
      provenance: [
        ...['artisan_id', 'carbon_boundary', 'carbon_method', 'carbon_total_kg', 'carbon_verified_by'],
        ...['country_code', 'latitude', 'longitude', 'place'],
      ],
    });
  });

  it('let the room delete nothing, and change nothing of the ledger', async () => {
    const refused = { code: '42501' };
    const tables = await room<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'provenance' and tablename <> 'migration'`;

    expect(tables).toHaveLength(12);
    for (const { name } of tables) {
      await expect(room`delete from ${room(name)}`).rejects.toMatchObject(refused);
      await expect(room`truncate ${room(name)}`).rejects.toMatchObject(refused);
    }
    for (const name of ['passport', 'passport_event', 'correction', 'material_use', 'supplier', 'change']) {
      const [column] =
        await house.owner`select column_name as name from information_schema.columns where table_name = ${name}`;
      await expect(room`update ${room(name)} set ${room(column?.name)} = null`).rejects.toMatchObject(refused);
    }
    for (const name of ['supplier', 'certification', 'material_use', 'change']) {
      await expect(room`insert into ${room(name)} default values`).rejects.toMatchObject(refused);
    }
    await expect(room`select from migration`).rejects.toMatchObject(refused);
  });

  it('let the room replace the materials of a product only by what adds up', async () => {
    const uses = () => house.owner`select material_id, share_percent from material_use where product_id = 'prod_000'`;
    const before = [...(await uses())];
    const replace = (list: object[]) => room`select set_material_uses('prod_000', ${room.json(list as never)})`;

    await expect(replace([])).rejects.toMatchObject({ code: '23514' });
    await expect(replace([{ materialId: 'mat_calf', sharePercent: 99.99, massGrams: 1 }])).rejects.toMatchObject({
      code: '23514',
    });

    expect([...(await uses())]).toEqual(before);
  });
});
