import { draco } from '@gltf-transform/functions';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CuratorsFile, drawModel, file, spoil } from '#tests/support/models/files.ts';
import { openEditor } from '#tests/support/models/models.ts';
import { type Kind, openUploadHouse, type UploadHouse } from '#tests/support/subgraphs/uploads.ts';
import { glb } from './inspection/glb.fixture.ts';

const origin = 'http://localhost:4000';
let house: UploadHouse;
let vase: Awaited<ReturnType<typeof drawModel>>;

beforeAll(async () => {
  house = await openUploadHouse(origin);
  vase = await drawModel(4);
});

afterAll(() => house?.close());

const compress = async (glb: Uint8Array) => (await openEditor()).edit(glb, (document) => document.transform(draco()));

const refused = (code: string) => ({
  asset: null,
  product: null,
  userErrors: [{ field: ['id'], message: expect.any(String), code }],
});

describe('A file that is uploaded', () => {
  it('becomes the asset of the product, measured, at an address that keeps', async () => {
    const start = await house.changes();

    const upload = await house.begin('prod_000', 'MODEL_GLB', vase.glb);
    const sent = await house.put(upload, vase.glb);
    const { asset, product, issues, userErrors } = await house.finish(upload.id);

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
    expect(await house.keys('uploads/')).toEqual([]);
    expect((await house.changes(start.cursor)).productIds).toEqual(['prod_000']);
  });

  it('is sent to where browsers find S3, with what was announced in the signature', async () => {
    const before = Date.now();

    const upload = await house.begin('prod_000', 'TEXTURE_DIFFUSE', vase.png);

    const { origin: host, pathname, searchParams } = new URL(upload.url);
    const checksum = Buffer.from(vase.png.sha256, 'hex').toString('base64');
    expect(host + pathname).toBe(`${house.env.S3_PUBLIC_ENDPOINT}/assets/uploads/${upload.id}`);
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

  it('takes the place of the one before, whose bytes stay for those who have their address', async () => {
    const [old] = await house.assetsOf('prod_000');
    const wider = await drawModel(5);

    const { asset } = await house.send('prod_000', 'MODEL_GLB', wider.glb);

    expect(asset.boundingBox.max.x).toBe(0.05);
    expect(await house.keys('assets/')).toEqual(expect.arrayContaining([old?.key, `assets/${wider.glb.sha256}.glb`]));
    expect((await house.send('prod_000', 'MODEL_GLB', vase.glb)).asset.sha256).toBe(vase.glb.sha256);
  });

  it('has the measures of the GLB when it is a USDZ, and the size of the picture when it is a map', async () => {
    const { asset: usdz } = await house.send('prod_000', 'MODEL_USDZ', vase.usdz);
    const { asset: map, product } = await house.send('prod_000', 'TEXTURE_NORMAL', vase.png);

    const [glb] = await house.assetsOf('prod_000');
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

  it('may be compressed; its readers see what they need to show it', async () => {
    const packed = file(await compress(vase.glb.bytes));

    const { asset, issues, userErrors } = await house.send('prod_001', 'MODEL_GLB', packed);
    const { asset: usdz } = await house.send('prod_001', 'MODEL_USDZ', vase.usdz);

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

  it('has one outcome, finished twice at once and once more', async () => {
    const { glb } = await drawModel(6);
    const upload = await house.begin('prod_001', 'MODEL_GLB', glb);
    await house.put(upload, glb);

    const [first, second] = await Promise.all([house.finish(upload.id), house.finish(upload.id)]);
    const before = await house.assetsOf('prod_001');
    const third = await house.finish(upload.id);

    expect(first.asset.sha256).toBe(glb.sha256);
    expect([second, third]).toEqual([first, first]);
    expect(await house.assetsOf('prod_001')).toEqual(before);
  });

  it('has one outcome when two processes finish it', async () => {
    const upload = await house.begin('prod_001', 'TEXTURE_DIFFUSE', vase.png);
    await house.put(upload, vase.png);
    const processes = [house.elsewhere(), house.elsewhere()];

    const outcomes = await Promise.all(
      processes.map((uploads) => uploads.finish(upload.id, new AbortController().signal)),
    );

    const accepted = { accepted: { productId: 'prod_001', role: 'DIFFUSE' }, issues: [], userErrors: [] };
    expect(outcomes).toEqual([accepted, accepted]);
    expect(await house.keys('uploads/')).toEqual([]);
    await Promise.all(processes.map((uploads) => uploads.close()));
  });

  it('that takes longer to check than the request may is found done by the next one', async () => {
    const uploads = house.elsewhere();
    const upload = await house.begin('prod_001', 'TEXTURE_NORMAL', vase.png);
    await house.put(upload, vase.png);

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
  ])('%s is not begun', async (_what, change, fault) => {
    const before = await house.everything();

    const input = { productId: 'prod_000', kind: 'MODEL_GLB', bytes: 1, sha256: digest, ...change };

    expect(await house.refusals('assetUploadBegin', input)).toEqual([fault]);
    expect(await house.everything()).toEqual(before);
  });

  it('lets S3 take the announced file alone, and waits for it', async () => {
    const before = await house.assetsOf('prod_000');
    const { bytes } = vase.png;
    const other = file(Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]));
    const upload = await house.begin('prod_000', 'TEXTURE_NORMAL', vase.png);

    expect(await house.put(upload, file(Buffer.concat([bytes, bytes])))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await house.put(upload, other)).toEqual([400, 'BadDigest']);
    expect(await house.put(upload, vase.png, { 'content-type': 'text/html' })).toEqual([403, 'SignatureDoesNotMatch']);
    const checksum = Buffer.from(other.sha256, 'hex').toString('base64');
    expect(await house.put(upload, other, { 'x-amz-checksum-sha256': checksum })).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(await house.finish(upload.id)).toEqual({ ...refused('FILE_MISMATCH'), issues: [] });
    expect(await house.keys('uploads/')).toEqual([]);
    expect(await house.assetsOf('prod_000')).toEqual(before);

    expect(await house.put(upload, vase.png)).toEqual([200, undefined]);
    expect((await house.finish(upload.id)).userErrors).toEqual([]);
  });

  it('that nobody began is not found', async () => {
    for (const id of ['upload_x', "' or true", `upload_${crypto.randomUUID()}`]) {
      expect(await house.finish(id)).toEqual({ ...refused('NOT_FOUND'), issues: [] });
    }
  });

  it('is forgotten after an hour, and its file deleted', async () => {
    const before = await house.assetsOf('prod_000');
    const upload = await house.begin('prod_000', 'MODEL_GLB', (await drawModel(7)).glb);
    await house.put(upload, (await drawModel(7)).glb);
    expect(await house.keys('uploads/')).toEqual([`uploads/${upload.id}`]);

    await house.owner`update asset_upload set begun_at = now() - interval '61 minutes' where id = ${upload.id}`;

    expect(await house.finish(upload.id)).toEqual({ ...refused('NOT_FOUND'), issues: [] });
    expect(await house.keys('uploads/')).toEqual([]);
    expect(await house.assetsOf('prod_000')).toEqual(before);
  });
});

describe('A file that is not what it should be', () => {
  const refusedWith = async (kind: Kind, sent: CuratorsFile) => {
    const before = [await house.assetsOf('prod_000'), await house.keys()];
    const { id, ...answer } = await house.send('prod_000', kind, sent);
    expect(answer).toEqual({ ...refused('FILE_INVALID'), issues: expect.any(Array) });
    expect([await house.assetsOf('prod_000'), await house.keys()]).toEqual(before);
    expect(await house.finish(id)).toEqual(answer);
    return answer.issues;
  };

  it("is refused with the validator's reasons, and deleted, and so it stays", async () => {
    const [issue, ...others] = await refusedWith('MODEL_GLB', await spoil(vase.glb));

    expect(issue).toEqual({
      code: 'ACCESSOR_VECTOR3_NON_UNIT',
      message: expect.stringContaining('unit length'),
      severity: 'ERROR',
      pointer: '/meshes/0/primitives/0/attributes/TANGENT',
    });
    expect(others.filter(({ severity }: { severity: string }) => severity === 'ERROR')).toEqual([]);
  });

  it('is told from one that needs more than is supported, and from one that is above a limit', async () => {
    const demanding = glb({ extensionsUsed: ['X_new'], extensionsRequired: ['X_new'] });
    const huge = glb({ accessors: [{ componentType: 5126, count: 2e9, type: 'VEC3' }] });

    const answers = [
      await house.send('prod_000', 'MODEL_GLB', file(demanding)),
      await house.send('prod_000', 'MODEL_GLB', file(huge)),
    ];

    expect(answers.map(({ userErrors, issues }) => [userErrors[0].code, issues[0].code, issues[0].message])).toEqual([
      ['FILE_UNSUPPORTED', 'UNSUPPORTED_EXTENSION', expect.stringContaining('X_new')],
      ['FILE_TOO_COMPLEX', 'TOO_LARGE_DECODED', expect.stringContaining('256 MiB')],
    ]);
    expect((await house.send('prod_000', 'MODEL_GLB', vase.glb)).userErrors).toEqual([]);
  });

  it.each<[string, Kind, () => Uint8Array, string]>([
    ['a GLB that breaks off', 'MODEL_GLB', () => vase.glb.bytes.subarray(0, 500), 'GLB_UNEXPECTED_END_OF_CHUNK_DATA'],
    ['a picture for a model', 'MODEL_GLB', () => vase.png.bytes, 'GLB_INVALID_MAGIC'],
    ['a picture for a USDZ', 'MODEL_USDZ', () => vase.png.bytes, 'USDZ_ARCHIVE'],
    ['a model for a picture', 'TEXTURE_NORMAL', () => vase.glb.bytes, 'PNG_SIGNATURE'],
    ['a picture that breaks off', 'TEXTURE_NORMAL', () => vase.png.bytes.subarray(0, -5), 'PNG_INCOMPLETE'],
  ])('is refused when it is %s', async (_what, kind, bytes, code) => {
    const [issue] = await refusedWith(kind, file(bytes()));

    expect(issue).toMatchObject({ code, severity: 'ERROR', pointer: null });
  });
});

describe('While S3 is away', () => {
  it('an upload is neither accepted nor refused', async () => {
    const upload = await house.begin('prod_000', 'TEXTURE_NORMAL', vase.png);
    const uploads = house.elsewhere({ S3_ENDPOINT: 'http://127.0.0.1:9' });

    await expect(uploads.finish(upload.id, new AbortController().signal)).rejects.toMatchObject({
      message: 'S3 cannot be reached.',
      extensions: { code: 'BACKEND_UNAVAILABLE', system: 'S3' },
    });

    expect([...(await house.owner`select outcome from asset_upload where id = ${upload.id}`)]).toEqual([
      { outcome: null },
    ]);
    await uploads.close();
  });
});
