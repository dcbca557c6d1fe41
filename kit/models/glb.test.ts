import { describe, expect, it } from '@jest/globals';
import { glb, ktx2, numbers, points, triangle } from './glb.fixture.ts';
import { inspectGlb } from './glb.ts';
import { inspect } from './inspector.ts';

const refusalOf = async (file: Buffer) => {
  const { issues, facts, refusal = 'FILE_INVALID' } = await inspectGlb(file);
  expect(facts).toBeNull();
  return [refusal, ...issues.filter(({ severity }) => severity === 'ERROR').map(({ code }) => code)];
};

const codes = async (change: object) => (await refusalOf(glb(change))).slice(1);

const [accessor] = triangle.accessors;

describe('A GLB', () => {
  it('is measured as in its scene; primitives without a material count as one material', async () => {
    expect(await inspectGlb(glb())).toEqual({
      issues: [],
      facts: {
        triangles: 1,
        boundingBox: { min: [0, 0, 2], max: [1, 1, 2] },
        materials: 1,
        extensionsUsed: [],
        extensionsRequired: [],
        textures: { count: 0, longestSide: null, formats: [] },
      },
    });
  });

  it('has its most severe finding first, and is accepted when none is an error', async () => {
    const { issues, facts } = await inspectGlb(
      glb({ materials: [{}, {}], bufferViews: [{ buffer: 0, byteLength: 36 }], extensionsUsed: ['X_unknown'] }),
    );

    expect(issues.map(({ severity, code, pointer }) => [severity, code, pointer])).toEqual([
      ['INFO', 'UNSUPPORTED_EXTENSION', '/extensionsUsed/0'],
      ['INFO', 'UNUSED_OBJECT', '/materials/0'],
      ['INFO', 'UNUSED_OBJECT', '/materials/1'],
      ['HINT', 'BUFFER_VIEW_TARGET_MISSING', '/meshes/0/primitives/0/attributes/POSITION'],
    ]);
    expect(facts).toMatchObject({ materials: 2, extensionsUsed: ['X_unknown'], extensionsRequired: [] });
  });

  it('is refused when it is broken', async () => {
    expect(await codes({ accessors: [{ ...accessor, count: 4 }] })).toEqual(['ACCESSOR_TOO_LONG']);
    expect(await codes({ nodes: [{ mesh: 0, children: [1] }, { children: [0] }] })).toContain('NODE_LOOP');
    expect(await codes({ asset: { version: '1.0' } })).toEqual(['UNKNOWN_ASSET_MAJOR_VERSION']);
    const first = glb();
    first.writeUInt32LE(1, 4);
    expect(await refusalOf(first)).toEqual(['FILE_INVALID', 'GLB_INVALID_VERSION']);
  });

  it('is refused when it shows nothing', async () => {
    expect(await codes({ nodes: [{}] })).toEqual(['EMPTY']);
    expect(await codes({ scene: undefined, scenes: undefined })).toEqual(['EMPTY']);
    expect(await codes({ meshes: [{ primitives: [{ attributes: { POSITION: 0 }, mode: 0 }] }] })).toEqual(['EMPTY']);
  });

  it('is refused when it refers to another file, which is reported', async () => {
    const { issues } = await inspectGlb(glb({ images: [{ uri: 'map.png' }] }));

    expect(issues[0]).toEqual({
      code: 'IO_ERROR',
      message: 'The file refers to map.png. A GLB must be self-contained.',
      severity: 'ERROR',
      pointer: '/images/0/uri',
    });
    expect(await codes({ buffers: [{ byteLength: 36, uri: 'file:///etc/hostname' }] })).toEqual(['IO_ERROR']);
  });

  it('may have its buffer in its JSON', async () => {
    const uri = `data:application/octet-stream;base64,${points.toString('base64')}`;

    expect((await inspectGlb(glb({ buffers: [{ byteLength: 36, uri }] }, Buffer.alloc(0)))).facts).toMatchObject({
      triangles: 1,
    });
  });

  it('is refused when it is glTF as JSON text', async () => {
    expect(await refusalOf(Buffer.from(JSON.stringify(triangle)))).toEqual(['FILE_INVALID', 'GLTF_NOT_BINARY']);
  });

  it('may have chunks of other types, bytes after its end, and non-zero padding', async () => {
    const chunk = Buffer.concat([glb(), numbers(4), Buffer.from('ABCD'), numbers(7)]);
    chunk.writeUInt32LE(chunk.length, 8);
    const files = [chunk, Buffer.concat([glb(), numbers(1, 2)]), glb({}, Buffer.concat([points, Buffer.from('pads')]))];

    const found = await Promise.all(files.map(inspectGlb));

    expect(found.map(({ issues, facts }) => [issues[0]?.severity, issues[0]?.code, facts?.triangles])).toEqual([
      ['WARNING', 'GLB_UNKNOWN_CHUNK_TYPE', 1],
      ['WARNING', 'GLB_EXTRA_DATA', 1],
      ['WARNING', 'BUFFER_GLB_CHUNK_TOO_BIG', 1],
    ]);
  });
});

describe('A GLB that requires an extension', () => {
  it('that is not supported is refused with the name of the extension', async () => {
    const names = ['KHR_unknown', 'KHR_materials_unlit'];
    const { issues, facts, refusal } = await inspectGlb(glb({ extensionsUsed: names, extensionsRequired: names }));

    expect([facts, refusal]).toEqual([null, 'FILE_UNSUPPORTED']);
    expect(issues[0]).toEqual({
      code: 'UNSUPPORTED_EXTENSION',
      message: 'The file requires the extension KHR_unknown, which is not supported.',
      severity: 'ERROR',
      pointer: '/extensionsRequired',
    });
    expect(issues.filter(({ severity }) => severity === 'ERROR')).toHaveLength(1);
  });

  it.each(['KHR_accessor_float16', 'KHR_accessor_float64', 'KHR_mesh_primitive_restart'])(
    'that no viewer supports, %s, is refused with its name',
    async (name) => {
      const change = { extensionsUsed: [name], extensionsRequired: [name] };

      expect(await refusalOf(glb(change))).toEqual(['FILE_UNSUPPORTED', 'UNSUPPORTED_EXTENSION']);
    },
  );

  it('of animations is accepted', async () => {
    const names = ['KHR_animation_pointer'];

    expect((await inspectGlb(glb({ extensionsUsed: names, extensionsRequired: names }))).facts).toMatchObject({
      extensionsRequired: names,
    });
  });
});

describe('A GLB above a limit', () => {
  const many = <Item>(length: number, item: (number: number) => Item) => Array.from({ length }, (_, at) => item(at));
  const sparse = { count: 1, indices: { bufferView: 0, componentType: 5125 }, values: { bufferView: 0 } };
  const view = { buffer: 0, byteLength: 36, byteStride: 12, count: 1e9, mode: 'ATTRIBUTES' };
  const instanced = {
    nodes: [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 1 } } } }],
    accessors: [accessor, { componentType: 5126, count: 10_000_001, type: 'VEC3' }],
    extensionsUsed: ['EXT_mesh_gpu_instancing'],
  };

  it.each<[string, object, string, RegExp]>([
    [
      'of decoded bytes',
      { accessors: [{ ...accessor, bufferView: undefined, count: 2e9 }] },
      'TOO_LARGE_DECODED',
      /22889 MiB; the limit is 256 MiB/,
    ],
    [
      'of sparse bytes',
      { accessors: [{ ...accessor, bufferView: undefined, count: 2e9, sparse }] },
      'TOO_LARGE_DECODED',
      /22889 MiB/,
    ],
    [
      'of decompressed bytes',
      { bufferViews: [{ buffer: 0, byteLength: 36, extensions: { EXT_meshopt_compression: view } }] },
      'TOO_LARGE_DECODED',
      /11445 MiB/,
    ],
    [
      'of bytes shared by images',
      {
        images: many(8, () => ({ bufferView: 1 })),
        bufferViews: [...triangle.bufferViews, { buffer: 0, byteLength: 4e7 }],
      },
      'TOO_LARGE_DECODED',
      /306 MiB/,
    ],
    [
      'of objects',
      { nodes: many(60_000, () => ({ mesh: 0 })) },
      'TOO_MANY_OBJECTS',
      /60004 objects; the limit is 50000/,
    ],
    [
      'of levels of nodes',
      { nodes: many(10_000, (at) => (at < 9_999 ? { children: [at + 1] } : { mesh: 0 })) },
      'TOO_DEEP',
      /10000 levels deep; the limit is 256/,
    ],
    [
      'of extensions',
      { extensionsUsed: many(101, (at) => `X_${at}`) },
      'TOO_MANY_EXTENSIONS',
      /101 extensions; the limit is 100/,
    ],
    [
      'of triangles',
      instanced,
      'TOO_MANY_TRIANGLES',
      /10000001 triangles and 30000003 vertices; the limits are 10000000 and 30000000/,
    ],
  ])('%s is refused, with the actual value and the limit', async (_what, change, code, message) => {
    const { issues, facts, refusal } = await inspectGlb(glb(change));

    expect([facts, refusal]).toEqual([null, 'FILE_TOO_COMPLEX']);
    expect(issues[0]).toMatchObject({ code, message: expect.stringMatching(message), severity: 'ERROR' });
  });

  const withImage = (image: Buffer) =>
    glb(
      {
        images: [{ bufferView: 1, mimeType: 'image/ktx2' }],
        textures: [{ extensions: { KHR_texture_basisu: { source: 0 } } }],
        bufferViews: [...triangle.bufferViews, { buffer: 0, byteOffset: 36, byteLength: image.length }],
        buffers: [{ byteLength: 36 + image.length }],
        extensionsUsed: ['KHR_texture_basisu'],
        extensionsRequired: ['KHR_texture_basisu'],
      },
      Buffer.concat([points, image]),
    );

  it('of pixels is refused; below the limit the size is reported', async () => {
    const { issues, facts } = await inspectGlb(withImage(ktx2(2048, 512)));
    expect(facts?.textures).toEqual({ count: 1, longestSide: 2048, formats: ['image/ktx2'] });
    expect(issues.filter(({ severity }) => severity === 'ERROR' || severity === 'WARNING')).toEqual([]);

    expect(await refusalOf(withImage(ktx2(4, 4_000_000_000)))).toEqual(['FILE_TOO_COMPLEX', 'IMAGE_TOO_LARGE']);
  });

  it('is refused for another reason than one with a broken image', async () => {
    expect(await refusalOf(withImage(Buffer.alloc(40)))).toEqual(['FILE_INVALID', 'IMAGE_DATA_INVALID']);
    expect(await refusalOf(withImage(ktx2(8, 8).subarray(0, 24)))).toEqual(['FILE_INVALID', 'IMAGE_DATA_INVALID']);
  });
});

describe('An inspection', () => {
  const exhausted = {
    issues: [expect.objectContaining({ code: 'TOO_INTRICATE', severity: 'ERROR' })],
    facts: null,
    refusal: 'FILE_TOO_COMPLEX',
  };

  it('runs in a child process', async () => {
    expect(await inspect({ role: 'MODEL_GLB', file: glb() })).toEqual(await inspectGlb(glb()));
  });

  it('that exceeds its time or memory is terminated and the file refused; the next inspection succeeds', async () => {
    const task = { role: 'MODEL_GLB', file: glb() } as const;

    expect(await inspect(task, { milliseconds: 1, bytes: 2 ** 40 })).toEqual(exhausted);
    expect(await inspect(task, { milliseconds: 60_000, bytes: 0 })).toEqual(exhausted);
    expect((await inspect(task)).facts).not.toBeNull();
  });

  it('refuses the file when a library throws', async () => {
    // The validator throws on JSON of this depth.
    const extras = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const json = JSON.stringify({ ...triangle, extras: 0 }).replace('"extras":0', `"extras":${extras}`);
    const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
    const head = Buffer.concat([Buffer.from('glTF'), numbers(2, 20 + text.length, text.length), Buffer.from('JSON')]);

    const { facts, issues } = await inspect({ role: 'MODEL_GLB', file: Buffer.concat([head, text]) });

    expect(facts).toBeNull();
    expect(issues[0]).toMatchObject({ severity: 'ERROR' });
  });
});
