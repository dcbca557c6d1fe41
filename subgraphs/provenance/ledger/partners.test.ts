import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedProvenance } from '#catalogue/seed/provenance.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { openTap, type Tap } from '#tests/support/faults/tap.ts';
import { executeFor, serveProvenance, smallCatalogue, viewers } from '#tests/support/subgraphs/provenance.ts';

let database: TestPostgres;
let tap: Tap;
let subgraph: RunningSubgraph;

beforeAll(async () => {
  database = await startPostgres();
  await seedProvenance(smallCatalogue(30), new Map(), { ...database.urls });
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

/** The response, and the number of SQL statements. */
async function ask(query: string, viewer: keyof typeof viewers = 'partner') {
  tap.reset();
  const { data, errors } = await executeFor(viewers[viewer], subgraph.url, query);
  return { data, codes: errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code]), cost: tap.calls() };
}

const productsQuery = (count: number) => {
  const representations = Array.from({ length: count }, (_, number) => {
    return `{ __typename: "Product", id: "prod_${String(number).padStart(3, '0')}" }`;
  });
  return `{ _entities(representations: [${representations}]) { ... on Product { provenance { carbonFootprint {
    totalKg breakdown { totalKg sharePercent material { id name carbonKgPerKg } }
  } } } } }`;
};

describe("A footprint's breakdown", () => {
  it('contains the contribution of each material, largest first', async () => {
    const { data } = await ask(productsQuery(1));

    const share = (id: string, name: string, totalKg: number, sharePercent: number) => ({
      material: { id, name, carbonKgPerKg: 17.5 },
      totalKg,
      sharePercent,
    });
    expect(data._entities[0].provenance.carbonFootprint).toEqual({
      totalKg: 20.5,
      breakdown: [share('mat_calf', 'Calf leather', 13.433, 65.53), share('mat_brass', 'brass', 1.05, 5.12)],
    });
  });

  it('needs one statement, for twenty-four products as for one', async () => {
    expect([(await ask(productsQuery(1))).cost, (await ask(productsQuery(24))).cost]).toEqual([1, 1]);
  });

  it('requires a scope, and the total does not', async () => {
    const seen = await Promise.all(
      (['anonymous', 'customer', 'partner', 'curator'] as const).map(async (viewer) => {
        const { data, errors } = await executeFor(viewers[viewer], subgraph.url, productsQuery(1));
        const { totalKg, breakdown } = data._entities[0].provenance.carbonFootprint;
        return [viewer, totalKg, breakdown?.length, errors?.[0]?.extensions.code];
      }),
    );

    expect(seen).toEqual([
      ['anonymous', 20.5, undefined, 'UNAUTHENTICATED'],
      ['customer', 20.5, undefined, 'FORBIDDEN'],
      ['partner', 20.5, 2, undefined],
      ['curator', 20.5, 2, undefined],
    ]);
  });
});

describe("A supplier's materials", () => {
  const page = 'totalCount pageInfo { hasNextPage endCursor } nodes { name supplier { name } certifications { id } }';
  const query = `{ materials { nodes { name supplier { materials(first: 1) { ${page} } } } } }`;

  it('are listed by name, in pages, with one statement for all suppliers', async () => {
    const { data, cost } = await ask(query);

    const aldina = {
      totalCount: 2,
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      nodes: [{ name: 'brass', supplier: { name: 'Conceria Aldina' }, certifications: [] }],
    };
    const kiso = {
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      nodes: [{ name: 'Ébène', supplier: { name: 'Kiso' }, certifications: [] }],
    };
    expect(data.materials.nodes).toEqual([
      { name: 'brass', supplier: { materials: aldina } },
      { name: 'Calf leather', supplier: { materials: aldina } },
      { name: 'Ébène', supplier: { materials: kiso } },
    ]);
    expect(cost).toBe(2);
  });

  it('continue after a cursor', async () => {
    const { data } = await ask(query);
    const { endCursor } = data.materials.nodes[0].supplier.materials.pageInfo;

    const { data: next } = await ask(
      `{ material(id: "mat_calf") { supplier { materials(first: 1, after: "${endCursor}") { ${page} } } } }`,
    );

    expect(next.material.supplier.materials).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [{ name: 'Calf leather', certifications: [{ id: 'cert_new' }, { id: 'cert_old' }] }],
    });
  });

  it('require a scope', async () => {
    const one = '{ material(id: "mat_calf") { supplier { name materials { totalCount } } } }';

    expect(await ask(one, 'anonymous')).toMatchObject({
      data: { material: { supplier: { name: 'Conceria Aldina', materials: null } } },
      codes: [['materials', 'UNAUTHENTICATED']],
    });
    expect((await ask(one, 'elite')).codes).toEqual([['materials', 'FORBIDDEN']]);
    expect((await ask(one, 'curator')).data.material.supplier.materials).toEqual({ totalCount: 2 });
  });
});
