import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, execute, executeLive } from '../support/graph.ts';
import { type CuratorsFile, drawModel, putFile } from '../support/models/files.ts';
import { type SignedIn, signInCurator } from '../support/people.ts';

jest.setTimeout(300_000);

const handle = 'ember-tote';
let curator: SignedIn;
let productId: string;
/** The model of the sample catalogue, which is put back. */
let original: CuratorsFile;

beforeAll(async () => {
  curator = await signInCurator();
  const { data } = await executeLive(
    'query ($handle: String!) { product(handle: $handle) { id digitalAssets { modelGlb { url } } } }',
    {
      handle,
    },
  );
  productId = data.product.id;
  const bytes = Buffer.from(await (await fetch(data.product.digitalAssets.modelGlb.url)).arrayBuffer());
  original = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
});

afterAll(async () => {
  if (original) await upload(original);
});

/** Uploads a GLB as a curator does. */
async function upload({ bytes, sha256 }: CuratorsFile) {
  const begun = await execute(
    `mutation ($input: AssetUploadBeginInput!) {
      assetUploadBegin(input: $input) { upload { id url headers { name value } } userErrors { code } }
    }`,
    { input: { productId, kind: 'MODEL_GLB', bytes: bytes.length, sha256 } },
    curator.headers,
  );
  const { upload } = begun.data.assetUploadBegin;
  expect((await putFile(upload, { bytes, sha256 })).status).toBe(200);
  const { data, errors } = await execute(
    `mutation ($id: ID!) {
      assetUploadFinish(id: $id) {
        asset { sha256 ... on Asset3D { processing { status } dimensionsCheck { status deviation sides { side deviation } } } }
        issues { code } userErrors { code }
      }
    }`,
    { id: upload.id },
    curator.headers,
  );
  expect(errors).toBeUndefined();
  return data.assetUploadFinish;
}

const modelOf = async (selection: string, headers: Record<string, string> = {}) => {
  const query = `query ($handle: String!) { product(handle: $handle) { digitalAssets { ${selection} } } }`;
  const { data, errors } = await executeLive(query, { handle }, headers);
  return { assets: data.product.digitalAssets, errors };
};

describe('The models of the sample catalogue', () => {
  it('have the sizes of their products', async () => {
    const { data, errors } = await executeLive(
      '{ products(first: 50) { nodes { handle digitalAssets { modelGlb { dimensionsCheck { status } } } } } }',
    );

    expect(errors).toBeUndefined();
    const statuses = data.products.nodes.map(
      (node: { handle: string; digitalAssets: { modelGlb: { dimensionsCheck: { status: string } } } }) => [
        node.handle,
        node.digitalAssets.modelGlb.dimensionsCheck.status,
      ],
    );
    expect(statuses.length).toBeGreaterThan(20);
    expect(statuses.filter(([, status]: [string, string]) => status !== 'MATCHES')).toEqual([]);
  });
});

describe('A model that a curator uploads', () => {
  it('is compared with its product at once, is processed, and is shown to buyers with all that a page needs', async () => {
    const model = (await drawModel(16)).glb;

    const { asset, userErrors } = await upload(model);

    expect(userErrors).toEqual([]);
    expect(asset).toMatchObject({
      sha256: model.sha256,
      processing: { status: expect.stringMatching(/^(QUEUED|RUNNING|DONE)$/) },
      dimensionsCheck: { status: 'DIFFERS', deviation: expect.any(Number), sides: expect.any(Array) },
    });

    const progress =
      'modelGlb { sha256 processing { status step attempts error { code } } audit { isPassed checks { rule } } }';
    const { assets: done } = await eventually(
      () => modelOf(progress, curator.headers),
      ({ assets }) => ['DONE', 'FAILED'].includes(assets.modelGlb.processing?.status),
      240_000,
    );
    expect(done.modelGlb).toMatchObject({
      sha256: model.sha256,
      processing: { status: 'DONE', step: null, attempts: expect.any(Number), error: null },
      audit: { isPassed: false },
    });

    const { assets, errors } = await modelOf(`
      asset(prefer: [DRACO_WEBP, PLAIN]) { encoding bytes url }
      modelGlb { encodings { encoding } levels { level triangles } poster { url width camera { distance } } }`);
    expect(errors).toBeUndefined();
    expect(assets.asset.encoding).toBe('DRACO_WEBP');
    expect(assets.modelGlb).toMatchObject({
      encodings: [{ encoding: 'PLAIN' }, { encoding: 'MESHOPT_WEBP' }, { encoding: 'DRACO_WEBP' }],
      levels: [{ level: 0 }, { level: 1 }, { level: 2 }, { level: 3 }],
      poster: { width: 768, camera: { distance: expect.any(Number) } },
    });
    const file = await fetch(assets.asset.url);
    expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, assets.asset.bytes]);
    expect((await fetch(assets.modelGlb.poster.url)).headers.get('content-type')).toBe('image/webp');
  });
});
