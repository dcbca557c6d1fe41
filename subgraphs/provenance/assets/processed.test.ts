import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Curation, openCuration } from '#tests/support/subgraphs/curation.ts';
import { viewers } from '#tests/support/subgraphs/provenance.ts';
import { bestFile, type ModelFile } from './processed.ts';

jest.setTimeout(90_000);

let subgraph: Curation;

const model = (encoding: ModelFile['encoding'], level: number, bytes: number) => ({
  ...{ key: `assets/${encoding}${level}.glb`, contentType: 'model/gltf-binary', sha256: 'cd'.repeat(32), bytes },
  ...{ encoding, level, triangles: 100 - level, screenCoverage: 0.5, extensionsRequired: [], longestSide: 8 },
});
const models = [
  ...[model('PLAIN', 0, 900), model('MESHOPT_WEBP', 0, 300), model('DRACO_WEBP', 0, 200)],
  ...[model('MESHOPT_WEBP', 1, 150), model('MESHOPT_WEBP', 2, 100)],
];
const poster = {
  ...{ key: 'assets/p.webp', contentType: 'image/webp', sha256: 'ef'.repeat(32), bytes: 10, width: 4, height: 4 },
  camera: { position: [0, 1, 2], target: [0, 1, 0], fieldOfView: 30, azimuth: 30, inclination: 75, distance: 2 },
};
const audit = [{ rule: 'TRIANGLES', status: 'FAIL', value: 2, limit: 1, message: 'Too many.' }];
const materialVariants = [{ name: 'Noir', productVariantIds: ['variant_1'] }];

const sha256 = 'ab'.repeat(32);

beforeAll(async () => {
  subgraph = await openCuration();
  // Three products that share a file.
  await subgraph.owner`
    insert into asset (product_id, role, key, content_type, bytes, sha256, etag, triangles, box_min, box_max, materials,
      extensions_required, validated_at)
    select id, 'MODEL_GLB', 'assets/source.glb', 'model/gltf-binary', 9, ${sha256}, 'e', 960, '{-0.04,0,-0.04}', '{0.04,0.09,0.04}', 1,
      '{}', now()
    from unnest(array['prod_000', 'prod_001', 'prod_002']) as id`;
});

afterAll(() => subgraph?.close());

const fields = `
  encodings { encoding level bytes url }
  levels { level }
  poster { url width camera { position { z } target { y } azimuth distance } }
  materialVariants { name productVariants { id } }
  dimensions { width height depth }`;
const ofProducts = (selection: string) => `{
  _entities(representations: [
    { __typename: "Product", id: "prod_000" }, { __typename: "Product", id: "prod_001" }, { __typename: "Product", id: "prod_002" }
  ]) { ... on Product { digitalAssets { ${selection} } } }
}`;
const ask = async (selection: string, viewer = viewers.anonymous) => {
  const { data, errors } = await subgraph.execute(ofProducts(selection), {}, viewer);
  return { assets: data?._entities.map((product: { digitalAssets: unknown }) => product.digitalAssets), errors };
};
const curatorsFields =
  'modelGlb { audit { isPassed checks { rule } } processing { status step attempts error { code } } }';

describe('A model', () => {
  it('is queued by its upload, and has no encodings before it has been processed', async () => {
    const { assets } = await ask(`asset { url } modelGlb { ${fields} }`);
    const curators = await ask(curatorsFields, viewers.curator);

    expect(assets[0]).toEqual({
      asset: null,
      modelGlb: {
        ...{ encodings: null, levels: null, poster: null, materialVariants: null },
        dimensions: { width: 80, height: 90, depth: 80 },
      },
    });
    expect(curators.assets[0].modelGlb).toEqual({
      audit: null,
      processing: { status: 'QUEUED', step: null, attempts: 0, error: null },
    });
  });

  it('shows what the worker has made, and invalidates the caches of each product with the file', async () => {
    const start = await subgraph.changes();
    const { owner } = subgraph;
    await owner`
      insert into model_result (sha256, models, poster, audit, material_variants)
      values (${sha256}, ${owner.json(models)}, ${owner.json(poster)}, ${owner.json(audit)}, ${owner.json(materialVariants)})`;

    const { assets, errors } = await ask(`modelGlb { ${fields} }`);

    expect(errors).toBeUndefined();
    expect(assets[0].modelGlb).toEqual({
      encodings: models.slice(0, 3).map(({ encoding, level, bytes, key }) => ({
        ...{ encoding, level, bytes },
        url: expect.stringContaining(`/${key}?`),
      })),
      levels: [{ level: 0 }, { level: 1 }, { level: 2 }],
      poster: {
        url: expect.stringContaining('/assets/p.webp?'),
        width: 4,
        camera: { position: { z: 2 }, target: { y: 1 }, azimuth: 30, distance: 2 },
      },
      materialVariants: [{ name: 'Noir', productVariants: [{ id: 'variant_1' }] }],
      dimensions: { width: 80, height: 90, depth: 80 },
    });
    expect((await ask(curatorsFields, viewers.curator)).assets[0].modelGlb.audit).toEqual({
      isPassed: false,
      checks: [{ rule: 'TRIANGLES' }],
    });
    expect((await subgraph.changes(start.cursor)).productIds.sort()).toEqual(['prod_000', 'prod_001', 'prod_002']);
  });

  it('has the progress of its processing, with the error of a failure', async () => {
    const { owner } = subgraph;
    await owner`
      update model_job set state = 'FAILED', step = 'ENCODE', attempt_count = 2, error_code = 'ENCODING_FAILED', error_message = 'x'`;

    expect((await ask(curatorsFields, viewers.curator)).assets[0].modelGlb.processing).toEqual({
      ...{ status: 'FAILED', step: 'ENCODE', attempts: 2 },
      error: { code: 'ENCODING_FAILED' },
    });
    // An upload of the same file tries it again.
    await owner`update asset set sha256 = sha256 where product_id = 'prod_000'`;
    expect((await ask(curatorsFields, viewers.curator)).assets[0].modelGlb.processing.status).toBe('QUEUED');
  });
});

describe('A model that commerce compares with its product', () => {
  it('is found by its product and digest, and not after it was replaced', async () => {
    const { data, errors } = await subgraph.execute(`{
      _entities(representations: [
        { __typename: "Asset3D", productId: "prod_001", sha256: "${sha256}" }
        { __typename: "Asset3D", productId: "prod_001", sha256: "${'00'.repeat(32)}" }
      ]) { ... on Asset3D { dimensions { width height depth } } }
    }`);

    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([{ dimensions: { width: 80, height: 90, depth: 80 } }, null]);
  });
});

describe('The file for a client', () => {
  it.each<[string, Parameters<typeof bestFile>[1], [string, number] | null]>([
    ['is the whole model in the first encoding', {}, ['MESHOPT_WEBP', 0]],
    ['is in an encoding that the client decodes', { prefer: ['DRACO_WEBP', 'PLAIN'] }, ['DRACO_WEBP', 0]],
    ['is in another encoding when the first is too large', { maxBytes: 250 }, ['DRACO_WEBP', 0]],
    [
      'has less detail when no encoding of the whole fits',
      { prefer: ['PLAIN', 'MESHOPT_WEBP'], maxBytes: 160 },
      ['MESHOPT_WEBP', 1],
    ],
    ['is none when nothing fits', { maxBytes: 50 }, null],
    ['is none for a client without a decoder and few bytes', { prefer: ['PLAIN'], maxBytes: 250 }, null],
    ['is none when the client prefers nothing', { prefer: [] }, null],
  ])('%s', (_, wish, expected) => {
    const best = bestFile(models as ModelFile[], wish);

    expect(best && [best.encoding, best.level]).toEqual(expected);
  });

  it.each([
    ['maxBytes', '(maxBytes: 0)'],
    ['prefer', '(prefer: [PLAIN, PLAIN, PLAIN, PLAIN])'],
  ])('is refused for an invalid %s', async (argument, given) => {
    const { errors } = await ask(`asset${given} { bytes }`);

    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument } });
  });
});
