import { draco } from '@gltf-transform/functions';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { glb } from '#kit/models/glb.fixture.ts';
import { type CuratorsFile, drawModel, file, spoil } from '#tests/support/models/files.ts';
import { openEditor } from '#tests/support/models/models.ts';
import { withoutSignatures } from '#tests/support/signed-urls.ts';
import { type Kind, openUploadFixture, type UploadFixture } from '#tests/support/subgraphs/uploads.ts';

const origin = 'http://localhost:4000';
let subgraph: UploadFixture;
let vase: Awaited<ReturnType<typeof drawModel>>;

beforeAll(async () => {
  subgraph = await openUploadFixture(origin);
  vase = await drawModel(4);
});

afterAll(() => subgraph?.close());

const compress = async (glb: Uint8Array) => (await openEditor()).edit(glb, (document) => document.transform(draco()));

const refused = (code: string) => ({
  asset: null,
  product: null,
  userErrors: [{ field: ['id'], message: expect.any(String), code }],
});

describe('A file that is uploaded', () => {
  it('becomes the asset of the product, measured, at a URL that can be cached', async () => {
    const start = await subgraph.changes();

    const upload = await subgraph.begin('prod_000', 'MODEL_GLB', vase.glb);
    const sent = await subgraph.put(upload, vase.glb);
    const { asset, product, issues, userErrors } = await subgraph.finish(upload.id);

    expect(sent).toEqual([200, undefined]);
    expect([issues, userErrors]).toEqual([[], []]);
    expect(asset).toEqual({
      __typename: 'Asset3D',
      url: expect.stringContaining(`/assets/assets/${vase.glb.sha256}.glb?`),
      contentType: 'model/gltf-binary',
      bytes: vase.glb.bytes.length,
      sha256: vase.glb.sha256,
      triangles: expect.any(Number),
      boundingBox: { min: { x: -0.04, y: 0, z: -0.04 }, max: { x: 0.04, y: 0.09, z: 0.04 } },
      materials: 1,
      extensionsRequired: [],
      extensionsUsed: [],
      textures: { count: 3, longestSide: 8, formats: ['image/png'] },
      validatedAt: expect.any(String),
    });
    expect(product).toEqual({
      id: 'prod_000',
      digitalAssets: { modelGlb: { sha256: vase.glb.sha256 }, modelUsdz: null, textureMaps: null },
    });
    const served = await fetch(asset.url);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(vase.glb.bytes);
    expect(served.headers.get('content-type')).toBe('model/gltf-binary');
    expect(served.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(await subgraph.keys('uploads/')).toEqual([]);
    expect((await subgraph.changes(start.cursor)).productIds).toEqual(['prod_000']);
  });

  it('is sent to the public endpoint of S3, with the announced values in the signature', async () => {
    const before = Date.now();

    const upload = await subgraph.begin('prod_000', 'TEXTURE_DIFFUSE', vase.png);

    const { origin: host, pathname, searchParams } = new URL(upload.url);
    const checksum = Buffer.from(vase.png.sha256, 'hex').toString('base64');
    expect(host + pathname).toBe(`${subgraph.env.S3_PUBLIC_ENDPOINT}/assets/uploads/${upload.id}`);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;x-amz-checksum-sha256');
    expect(upload.headers).toEqual([
      { name: 'content-type', value: 'image/png' },
      { name: 'content-length', value: String(vase.png.bytes.length) },
      { name: 'x-amz-checksum-sha256', value: checksum },
    ]);
    const minutes = (Date.parse(upload.expiresAt) - before) / 60_000;
    expect(Math.round(minutes)).toBe(15);
    const preflight = await fetch(upload.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,x-amz-checksum-sha256',
      },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-amz-checksum-sha256');
  });

  it('replaces the previous one, whose bytes stay available at their URL', async () => {
    const [old] = await subgraph.assetsOf('prod_000');
    const wider = await drawModel(5);

    const { asset } = await subgraph.send('prod_000', 'MODEL_GLB', wider.glb);

    expect(asset.boundingBox.max.x).toBe(0.05);
    expect(await subgraph.keys('assets/')).toEqual(
      expect.arrayContaining([old?.key, `assets/${wider.glb.sha256}.glb`]),
    );
    expect((await subgraph.send('prod_000', 'MODEL_GLB', vase.glb)).asset.sha256).toBe(vase.glb.sha256);
  });

  it('has the measures of the GLB when it is a USDZ, and the size of the image when it is a texture', async () => {
    const { asset: usdz } = await subgraph.send('prod_000', 'MODEL_USDZ', vase.usdz);
    const { asset: map, product } = await subgraph.send('prod_000', 'TEXTURE_NORMAL', vase.png);

    const [glb] = await subgraph.assetsOf('prod_000');
    expect(usdz).toMatchObject({
      contentType: 'model/vnd.usdz+zip',
      triangles: glb?.triangles,
      boundingBox: { min: { x: -0.04, y: 0, z: -0.04 }, max: { x: 0.04, y: 0.09, z: 0.04 } },
      extensionsRequired: [],
      extensionsUsed: [],
      textures: null,
    });
    expect(map).toMatchObject({ __typename: 'TextureAsset', contentType: 'image/png', width: 8, height: 4 });
    expect(product.digitalAssets).toEqual({
      modelGlb: { sha256: vase.glb.sha256 },
      modelUsdz: { sha256: vase.usdz.sha256 },
      textureMaps: { normal: { sha256: vase.png.sha256 } },
    });
  });

  it('may be compressed; clients see which extensions they need', async () => {
    const packed = file(await compress(vase.glb.bytes));

    const { asset, issues, userErrors } = await subgraph.send('prod_001', 'MODEL_GLB', packed);
    const { asset: usdz } = await subgraph.send('prod_001', 'MODEL_USDZ', vase.usdz);

    expect(userErrors).toEqual([]);
    expect(issues.map(({ code, severity }: { code: string; severity: string }) => [code, severity])).toEqual([
      ['UNSUPPORTED_EXTENSION', 'INFO'],
    ]);
    expect(asset).toMatchObject({
      sha256: packed.sha256,
      triangles: 960,
      boundingBox: { min: { x: -0.04, y: 0, z: -0.04 }, max: { x: 0.04, y: 0.09, z: 0.04 } },
      extensionsRequired: ['KHR_draco_mesh_compression'],
      extensionsUsed: ['KHR_draco_mesh_compression'],
      textures: { count: 3, longestSide: 8, formats: ['image/png'] },
    });
    expect(usdz).toMatchObject({ triangles: 960, extensionsRequired: [], textures: null });
  });

  it('has one outcome when it is finished twice concurrently and once again', async () => {
    const { glb } = await drawModel(6);
    const upload = await subgraph.begin('prod_001', 'MODEL_GLB', glb);
    await subgraph.put(upload, glb);

    const [first, second] = await Promise.all([subgraph.finish(upload.id), subgraph.finish(upload.id)]);
    const before = await subgraph.assetsOf('prod_001');
    const third = await subgraph.finish(upload.id);

    expect(first.asset.sha256).toBe(glb.sha256);
    expect(new Set([first, second, third].map((outcome) => withoutSignatures(JSON.stringify(outcome)))).size).toBe(1);
    expect(await subgraph.assetsOf('prod_001')).toEqual(before);
  });

  it('has one outcome when two processes finish it', async () => {
    const upload = await subgraph.begin('prod_001', 'TEXTURE_DIFFUSE', vase.png);
    await subgraph.put(upload, vase.png);
    const processes = [subgraph.otherProcess(), subgraph.otherProcess()];

    const outcomes = await Promise.all(
      processes.map((uploads) => uploads.finish(upload.id, new AbortController().signal)),
    );

    const accepted = { accepted: { productId: 'prod_001', role: 'DIFFUSE' }, issues: [], userErrors: [] };
    expect(outcomes).toEqual([accepted, accepted]);
    expect(await subgraph.keys('uploads/')).toEqual([]);
    await Promise.all(processes.map((uploads) => uploads.close()));
  });

  it('whose inspection exceeds the time of the request is complete for the next request', async () => {
    const uploads = subgraph.otherProcess();
    const upload = await subgraph.begin('prod_001', 'TEXTURE_NORMAL', vase.png);
    await subgraph.put(upload, vase.png);

    const ends = new AbortController();
    const impatient = uploads.finish(upload.id, ends.signal);
    ends.abort();

    await expect(impatient).rejects.toMatchObject({ extensions: { code: 'BACKEND_TIMEOUT' } });
    expect(await uploads.finish(upload.id, new AbortController().signal)).toEqual({
      accepted: { productId: 'prod_001', role: 'NORMAL' },
      issues: [],
      userErrors: [],
    });
    await uploads.close();
  });
});

describe('An upload', () => {
  const digest = '0'.repeat(64);
  it.each([
    ['of nothing', { bytes: 0 }, 'input.bytes INVALID'],
    ['of a model that is too large', { bytes: 64 * 2 ** 20 + 1 }, 'input.bytes INVALID'],
    ['of a map that is too large', { kind: 'TEXTURE_NORMAL', bytes: 16 * 2 ** 20 + 1 }, 'input.bytes INVALID'],
    ['for a product without a record', { productId: 'prod_none' }, 'input.productId NOT_FOUND'],
    ['of a USDZ before the GLB', { productId: 'prod_002', kind: 'MODEL_USDZ' }, 'input.kind NOT_FOUND'],
  ])('is not begun for %s', async (_what, change, error) => {
    const before = await subgraph.everything();

    const input = { productId: 'prod_000', kind: 'MODEL_GLB', bytes: 1, sha256: digest, ...change };

    expect(await subgraph.refusals('assetUploadBegin', input)).toEqual([error]);
    expect(await subgraph.everything()).toEqual(before);
  });

  it('accepts only the announced file at S3, and waits for it', async () => {
    const before = await subgraph.assetsOf('prod_000');
    const { bytes } = vase.png;
    const other = file(Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]));
    const upload = await subgraph.begin('prod_000', 'TEXTURE_NORMAL', vase.png);

    expect(await subgraph.put(upload, file(Buffer.concat([bytes, bytes])))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await subgraph.put(upload, other)).toEqual([400, 'BadDigest']);
    expect(await subgraph.put(upload, vase.png, { 'content-type': 'text/html' })).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    const checksum = Buffer.from(other.sha256, 'hex').toString('base64');
    expect(await subgraph.put(upload, other, { 'x-amz-checksum-sha256': checksum })).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(await subgraph.finish(upload.id)).toEqual({ ...refused('FILE_MISMATCH'), issues: [] });
    expect(await subgraph.keys('uploads/')).toEqual([]);
    expect(await subgraph.assetsOf('prod_000')).toEqual(before);

    expect(await subgraph.put(upload, vase.png)).toEqual([200, undefined]);
    expect((await subgraph.finish(upload.id)).userErrors).toEqual([]);
  });

  it('with an unknown id is not found', async () => {
    for (const id of ['upload_x', "' or true", `upload_${crypto.randomUUID()}`]) {
      expect(await subgraph.finish(id)).toEqual({ ...refused('NOT_FOUND'), issues: [] });
    }
  });

  it('expires after an hour, and its file is deleted', async () => {
    const before = await subgraph.assetsOf('prod_000');
    const upload = await subgraph.begin('prod_000', 'MODEL_GLB', (await drawModel(7)).glb);
    await subgraph.put(upload, (await drawModel(7)).glb);
    expect(await subgraph.keys('uploads/')).toEqual([`uploads/${upload.id}`]);

    await subgraph.owner`update asset_upload set begun_at = now() - interval '61 minutes' where id = ${upload.id}`;

    expect(await subgraph.finish(upload.id)).toEqual({ ...refused('NOT_FOUND'), issues: [] });
    expect(await subgraph.keys('uploads/')).toEqual([]);
    expect(await subgraph.assetsOf('prod_000')).toEqual(before);
  });
});

describe('An invalid file', () => {
  const refusedWith = async (kind: Kind, sent: CuratorsFile) => {
    const before = [await subgraph.assetsOf('prod_000'), await subgraph.keys()];
    const { id, ...answer } = await subgraph.send('prod_000', kind, sent);
    expect(answer).toEqual({ ...refused('FILE_INVALID'), issues: expect.any(Array) });
    expect([await subgraph.assetsOf('prod_000'), await subgraph.keys()]).toEqual(before);
    expect(await subgraph.finish(id)).toEqual(answer);
    return answer.issues;
  };

  it("is refused with the validator's findings and deleted, also when it is finished again", async () => {
    const [issue, ...others] = await refusedWith('MODEL_GLB', await spoil(vase.glb));

    expect(issue).toEqual({
      code: 'ACCESSOR_VECTOR3_NON_UNIT',
      message: expect.stringContaining('unit length'),
      severity: 'ERROR',
      pointer: '/meshes/0/primitives/0/attributes/TANGENT',
    });
    expect(others.filter(({ severity }: { severity: string }) => severity === 'ERROR')).toEqual([]);
  });

  it('has another code than a file with an unsupported extension or one above a limit', async () => {
    const demanding = glb({ extensionsUsed: ['X_new'], extensionsRequired: ['X_new'] });
    const huge = glb({ accessors: [{ componentType: 5126, count: 2e9, type: 'VEC3' }] });

    const answers = [
      await subgraph.send('prod_000', 'MODEL_GLB', file(demanding)),
      await subgraph.send('prod_000', 'MODEL_GLB', file(huge)),
    ];

    expect(answers.map(({ userErrors, issues }) => [userErrors[0].code, issues[0].code, issues[0].message])).toEqual([
      ['FILE_UNSUPPORTED', 'UNSUPPORTED_EXTENSION', expect.stringContaining('X_new')],
      ['FILE_TOO_COMPLEX', 'TOO_LARGE_DECODED', expect.stringContaining('256 MiB')],
    ]);
    expect((await subgraph.send('prod_000', 'MODEL_GLB', vase.glb)).userErrors).toEqual([]);
  });

  it.each<[string, Kind, () => Uint8Array, string]>([
    ['a truncated GLB', 'MODEL_GLB', () => vase.glb.bytes.subarray(0, 500), 'GLB_UNEXPECTED_END_OF_CHUNK_DATA'],
    ['a picture for a model', 'MODEL_GLB', () => vase.png.bytes, 'GLB_INVALID_MAGIC'],
    ['a picture for a USDZ', 'MODEL_USDZ', () => vase.png.bytes, 'USDZ_ARCHIVE'],
    ['a model for a picture', 'TEXTURE_NORMAL', () => vase.glb.bytes, 'PNG_SIGNATURE'],
    ['a truncated picture', 'TEXTURE_NORMAL', () => vase.png.bytes.subarray(0, -5), 'PNG_INCOMPLETE'],
  ])('is refused when it is %s', async (_what, kind, bytes, code) => {
    const [issue] = await refusedWith(kind, file(bytes()));

    expect(issue).toMatchObject({ code, severity: 'ERROR', pointer: null });
  });
});

describe('While S3 is unavailable', () => {
  it('an upload is neither accepted nor refused', async () => {
    const upload = await subgraph.begin('prod_000', 'TEXTURE_NORMAL', vase.png);
    const uploads = subgraph.otherProcess({ S3_ENDPOINT: 'http://127.0.0.1:9' });

    await expect(uploads.finish(upload.id, new AbortController().signal)).rejects.toMatchObject({
      message: 'S3 cannot be reached.',
      extensions: { code: 'BACKEND_UNAVAILABLE', system: 'S3' },
    });

    expect([...(await subgraph.owner`select outcome from asset_upload where id = ${upload.id}`)]).toEqual([
      { outcome: null },
    ]);
    await uploads.close();
  });
});
