import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedProvenance } from '#catalogue/seed/provenance.ts';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { openTap, type Tap } from '#tests/support/faults/tap.ts';
import { executeAt } from '#tests/support/graph.ts';
import { assetsOf, serveProvenance, smallCatalogue } from '#tests/support/subgraphs/provenance.ts';
import { firstInvalid } from './ledger/passport.ts';

const productCount = 30;
let database: TestPostgres;
let tap: Tap;
let subgraph: RunningSubgraph;

beforeAll(async () => {
  database = await startPostgres();
  const catalogue = smallCatalogue(productCount);
  const withAssets = catalogue.products.slice(0, productCount - 1);
  await seedProvenance(catalogue, assetsOf(withAssets), { ...database.urls });
  tap = await openTap(new URL(database.urls.PROVENANCE_DATABASE_URL), 'postgres');
  const url = new URL(database.urls.PROVENANCE_DATABASE_URL);
  url.port = String(tap.port);
  subgraph = await serveProvenance(url.href);
});

afterAll(async () => {
  await subgraph?.close();
  await tap?.close();
  await database?.remove();
});

const ask = (query: string, variables: Record<string, unknown> = {}) =>
  executeAt(subgraph.url, query, variables, {}, signedTestFetch('provenance'));

const numbered = (number: number) => `prod_${String(number).padStart(3, '0')}`;

/** The fields of products with these numbers, as the gateway requests them. */
async function products(numbers: number[], fields: string) {
  const representations = numbers.map((number) => ({ __typename: 'Product', id: numbered(number) }));
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Product { ${fields} } }
  }`;
  const { data, errors } = await ask(query, { representations });
  expect(errors).toBeUndefined();
  return data._entities;
}

const everything = `
  provenance {
    place countryCode originCoordinates { latitude longitude } blockchainLedgerId
    carbonFootprint { totalKg method boundary verifiedBy }
    artisan { id }
    materials {
      sharePercent massGrams
      material {
        id name kind description countryCode originCoordinates { latitude longitude } recycledPercent carbonKgPerKg
        supplier { id name countryCode website }
        certifications { id name issuer number validFrom validUntil }
      }
    }
  }
  digitalAssets {
    modelGlb { url expiresAt contentType bytes sha256 etag triangles boundingBox { min { x y z } max { x y z } } materials extensionsRequired extensionsUsed textures { count longestSide formats } validatedAt }
    modelUsdz { contentType bytes }
    textureMaps { diffuse { bytes width height contentType } normal { bytes } roughness { bytes } }
  }
  passport {
    id gtin issuedAt ledgerHead
    events { totalCount pageInfo { hasNextPage } nodes { id index type occurredAt place actor note hash previousHash } }
  }`;

describe("A product's provenance", () => {
  it('has place, carbon, artisan and materials, largest share first', async () => {
    const [{ provenance, passport }] = await products([4], everything);

    expect(provenance).toEqual({
      place: 'Firenze',
      countryCode: 'IT',
      originCoordinates: { latitude: 43.7696, longitude: 11.2558 },
      blockchainLedgerId: `axm:${passport.ledgerHead}`,
      carbonFootprint: { totalKg: 24.5, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: 'TÜV' },
      artisan: { id: 'arti_even' },
      materials: [
        {
          sharePercent: 92.75,
          massGrams: 767.6,
          material: {
            id: 'mat_calf',
            name: 'Calf leather',
            kind: 'LEATHER',
            description: 'About Calf leather.',
            countryCode: 'IT',
            originCoordinates: { latitude: 43.67, longitude: 10.63 },
            recycledPercent: 0,
            carbonKgPerKg: 17.5,
            supplier: {
              id: 'sup_aldina',
              name: 'Conceria Aldina',
              countryCode: 'IT',
              website: 'https://aldina.example/',
            },
            certifications: [
              {
                id: 'cert_new',
                name: 'LWG Gold',
                issuer: 'LWG',
                number: 'G-1',
                validFrom: '2024-05-01',
                validUntil: null,
              },
              {
                id: 'cert_old',
                name: 'LWG Silver',
                issuer: 'LWG',
                number: 'S-1',
                validFrom: '2021-05-01',
                validUntil: '2024-04-30',
              },
            ],
          },
        },
        { sharePercent: 7.25, massGrams: 60, material: expect.objectContaining({ id: 'mat_brass' }) },
      ],
    });
  });

  it('has files at URLs that are valid for at least five minutes', async () => {
    const [{ digitalAssets }] = await products([4], everything);

    expect(digitalAssets).toEqual({
      modelGlb: {
        url: expect.stringContaining('https://files.axiom.example/assets/prod_004/model.glb?X-Amz-Algorithm='),
        expiresAt: expect.any(String),
        contentType: 'model/gltf-binary',
        bytes: 726_000,
        sha256: 'ab'.repeat(32),
        etag: 'cd'.repeat(16),
        triangles: 4608,
        boundingBox: { min: { x: -0.16, y: 0, z: -0.06 }, max: { x: 0.16, y: 0.24, z: 0.06 } },
        materials: 1,
        extensionsRequired: [],
        extensionsUsed: [],
        textures: { count: 3, longestSide: 512, formats: ['image/png'] },
        validatedAt: '2026-03-01T09:30:00.000Z',
      },
      modelUsdz: { contentType: 'model/vnd.usdz+zip', bytes: 901_000 },
      textureMaps: {
        diffuse: { bytes: 90_001, width: 512, height: 256, contentType: 'image/png' },
        normal: { bytes: 90_002 },
        roughness: { bytes: 90_003 },
      },
    });
    expect(Date.parse(digitalAssets.modelGlb.expiresAt) - Date.now()).toBeGreaterThan(5 * 60_000);
  });

  it('has a passport that can be verified from its public fields', async () => {
    const [{ passport }] = await products([4], everything);

    expect(passport).toMatchObject({
      id: 'pass_004',
      gtin: '40123450000043',
      issuedAt: '2026-01-05T09:30:00.000Z',
      events: { totalCount: 3, pageInfo: { hasNextPage: false } },
    });
    const ids = passport.events.nodes.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(passport.events.nodes.map(({ hash }: { hash: string }) => `passevent_${hash}`));
    const entries = passport.events.nodes.map((node: { occurredAt: string }) => ({
      ...node,
      occurredAt: new Date(node.occurredAt),
    }));
    expect(firstInvalid('pass_004', entries, passport.ledgerHead)).toBeNull();
    entries[1].actor = 'Someone else';
    expect(firstInvalid('pass_004', entries, passport.ledgerHead)).toBe(1);
  });

  it('is null when there is none, as are assets and passport', async () => {
    expect(await products([999], everything)).toEqual([{ provenance: null, digitalAssets: null, passport: null }]);
    expect(await products([productCount - 1], 'digitalAssets { modelGlb { url } }')).toEqual([{ digitalAssets: null }]);
  });

  describe('of many products', () => {
    const cost = async (numbers: number[], fields: string) => {
      tap.reset();
      expect(await products(numbers, fields)).toHaveLength(numbers.length);
      return tap.calls();
    };
    const many = Array.from({ length: 24 }, (_, number) => number);

    it('is read by one statement, and the entries of passports by a second', async () => {
      const headline = everything.slice(0, everything.indexOf('passport {'));

      expect([await cost([0], headline), await cost(many, headline)]).toEqual([1, 1]);
      expect([await cost([0], everything), await cost(many, everything)]).toEqual([2, 2]);
    });
  });
});

describe('The list of materials', () => {
  const list = `query ($first: Int, $after: String, $filter: MaterialFilter) {
    materials(first: $first, after: $after, filter: $filter) { totalCount nodes { name } pageInfo { endCursor hasNextPage } }
  }`;
  const names = async (variables: Record<string, unknown>) => {
    const { data, errors } = await ask(list, variables);
    expect(errors).toBeUndefined();
    return { total: data.materials.totalCount, names: data.materials.nodes.map(({ name }: { name: string }) => name) };
  };

  it('is sorted by name in the Unicode collation', async () => {
    expect(await names({})).toEqual({ total: 3, names: ['brass', 'Calf leather', 'Ébène'] });
  });

  it('continues after a cursor, and is empty after the last one', async () => {
    const { data } = await ask(list, { first: 2 });
    const { endCursor, hasNextPage } = data.materials.pageInfo;

    expect(hasNextPage).toBe(true);
    expect(await names({ first: 2, after: endCursor })).toEqual({ total: 3, names: ['Ébène'] });
    const end = (await ask(list, {})).data.materials.pageInfo.endCursor;
    expect(await names({ after: end })).toEqual({ total: 3, names: [] });
  });

  it('contains the materials that meet all conditions', async () => {
    expect(await names({ filter: { kinds: ['WOOD', 'METAL'] } })).toEqual({ total: 2, names: ['brass', 'Ébène'] });
    expect(await names({ filter: { countryCodes: ['IT', 'JP'] } })).toEqual({
      total: 2,
      names: ['Calf leather', 'Ébène'],
    });
    expect(await names({ filter: { minRecycledPercent: 5, kinds: ['METAL'] } })).toEqual({
      total: 1,
      names: ['brass'],
    });
    expect(await names({ filter: { kinds: [] } })).toEqual({ total: 0, names: [] });
  });

  it.each([
    ['first', { first: -1 }],
    ['first', { first: 101 }],
    ['after', { after: 'nonsense' }],
    ['minRecycledPercent', { filter: { minRecycledPercent: 101 } }],
    ['countryCodes', { filter: { countryCodes: Array.from({ length: 51 }, () => 'IT') } }],
  ])('refuses an invalid value of %s', async (argument, variables) => {
    const { data, errors } = await ask(list, variables);

    expect(data.materials).toBeNull();
    expect(errors).toMatchObject([{ path: ['materials'], extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });

  it('contains materials that can be read by id', async () => {
    const { data } = await ask(
      '{ found: material(id: "mat_ebene") { name supplier { website } } none: material(id: "x") { name } }',
    );

    expect(data).toEqual({ found: { name: 'Ébène', supplier: { website: null } }, none: null });
  });
});

describe('The products of a material or an artisan', () => {
  it('are listed with the newest record first, in pages, with one statement for all of them', async () => {
    const before = await ask('{ materials { nodes { id products(first: 29) { pageInfo { endCursor } } } } }');
    const pages = before.data.materials.nodes.map(
      ({ id, products: { pageInfo } }: { id: string; products: { pageInfo: { endCursor: string | null } } }) =>
        `${id}: material(id: "${id}") {
          name early: products(first: 2) { ...page } late: products(first: 2, after: ${JSON.stringify(pageInfo.endCursor)}) { ...page }
        }`,
    );
    tap.reset();
    const { data, errors } = await ask(
      `{ ${pages.join()} }
      fragment page on ProductConnection { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } }`,
    );

    expect(errors).toBeUndefined();
    const early = {
      totalCount: 30,
      nodes: [{ id: 'prod_029' }, { id: 'prod_028' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    };
    const late = {
      totalCount: 30,
      nodes: [{ id: 'prod_000' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    };
    const none = { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } };
    expect(Object.values(data)).toEqual([
      { name: 'brass', early, late },
      { name: 'Calf leather', early, late },
      { name: 'Ébène', early: none, late: none },
    ]);
    expect(tap.calls()).toBe(2);
  });

  it("contain only the artisan's products", async () => {
    const { data } = await ask(`{
      _entities(representations: [{ __typename: "Artisan", id: "arti_odd" }, { __typename: "Artisan", id: "arti_none" }]) {
        ... on Artisan { products(first: 3) { totalCount nodes { id } } }
      }
    }`);

    expect(data._entities).toEqual([
      { products: { totalCount: 15, nodes: [{ id: 'prod_029' }, { id: 'prod_027' }, { id: 'prod_025' }] } },
      { products: { totalCount: 0, nodes: [] } },
    ]);
  });
});
