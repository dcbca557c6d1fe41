import type { Document } from '@gltf-transform/core';
import { KHRMaterialsVariants, type MappingList } from '@gltf-transform/extensions';
import { draco } from '@gltf-transform/functions';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { glb } from '#kit/models/glb.fixture.ts';
import { inspectGlb } from '#kit/models/glb.ts';
import { drawModel } from '#tests/support/models/files.ts';
import { openEditor } from '#tests/support/models/models.ts';
import { type Made, makeAssets } from './make.ts';
import { cameraFor } from './poster.ts';
import type { MadeAssets, Step } from './result.ts';
import { variantsOf } from './variants.ts';

jest.setTimeout(60_000);

let editor: Awaited<ReturnType<typeof openEditor>>;
let source: Buffer;
let made: MadeAssets;
/** Of a compressed model with variants, and against most recommendations. */
let other: MadeAssets;
const seen: Step[] = [];

const make = (file: Uint8Array): Promise<Made> => makeAssets(file, () => {});

beforeAll(async () => {
  editor = await openEditor();
  source = (await drawModel(4)).glb.bytes;
  made = (await makeAssets(source, (step) => seen.push(step))).assets as MadeAssets;
  const spoiled = await editor.edit(source, async (document) => {
    await spoilDocument(document);
    addVariants(document);
    await document.transform(draco());
  });
  other = (await make(spoiled)).assets as MadeAssets;
});

describe('The encodings of a model', () => {
  it('are the file itself, and two smaller ones with their required extensions', () => {
    const whole = made.models.filter(({ level }) => level === 0);

    expect(whole.map(({ encoding, isSource, extensionsRequired }) => [encoding, isSource, extensionsRequired])).toEqual(
      [
        ['PLAIN', true, []],
        ['MESHOPT_WEBP', false, ['EXT_meshopt_compression', 'EXT_texture_webp', 'KHR_mesh_quantization']],
        ['DRACO_WEBP', false, ['EXT_texture_webp', 'KHR_draco_mesh_compression']],
      ],
    );
    expect(whole[0]?.bytes).toBe(source);
    for (const { bytes } of whole.slice(1)) expect(bytes.length).toBeLessThan(source.length / 2);
    expect(new Set(whole.map(({ triangles }) => triangles)).size).toBe(1);
  });

  it('are valid by the Khronos validator, as are the levels', async () => {
    for (const { bytes, triangles, extensionsRequired } of made.models) {
      const { issues, facts } = await inspectGlb(bytes);
      expect(issues.filter(({ severity }) => severity === 'ERROR' || severity === 'WARNING')).toEqual([]);
      expect(facts).toMatchObject({ triangles, extensionsRequired });
    }
  });

  it('of a compressed file include a plain one', () => {
    const [plain, ...others] = other.models.filter(({ level }) => level === 0);

    expect(plain).toMatchObject({ encoding: 'PLAIN', isSource: false, extensionsRequired: [] });
    expect(others.map(({ encoding }) => encoding)).toEqual(['MESHOPT_WEBP', 'DRACO_WEBP']);
  });
});

describe('The levels of detail', () => {
  it('have fewer triangles, smaller files and smaller suggested sizes, one after the other', () => {
    const levels = made.models.filter(({ encoding }) => encoding === 'MESHOPT_WEBP');

    expect(levels.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
    for (const [index, level] of levels.slice(1).entries()) {
      const before = levels[index];
      expect(level.triangles).toBeLessThan(before?.triangles ?? 0);
      expect(level.screenCoverage).toBeLessThan(before?.screenCoverage ?? 0);
      expect(level.bytes.length).toBeLessThanOrEqual(before?.bytes.length ?? 0);
    }
    expect(levels.at(-1)?.screenCoverage).toBe(0);
  });
});

describe('The poster', () => {
  it('shows the model in the middle of a transparent picture', async () => {
    const { bytes, width, height } = made.poster;
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const alphaAt = (x: number, y: number) => data[4 * (y * width + x) + 3];

    expect([info.width, info.height, info.format]).toEqual([width, height, 'raw']);
    expect(alphaAt(width / 2, height / 2)).toBe(255);
    expect([alphaAt(0, 0), alphaAt(width - 1, 0), alphaAt(0, height - 1)]).toEqual([0, 0, 0]);
    // The texture of the model is blue.
    const middle = 4 * ((height / 2) * width + width / 2);
    expect(data[middle + 2]).toBeGreaterThan(data[middle] as number);
  });

  it('has the camera of a viewer that looks at the middle of the model', () => {
    const box = { min: [-0.1, 0, -0.1], max: [0.1, 0.3, 0.1] } as Parameters<typeof cameraFor>[0];
    const { target, position, distance, ...angles } = cameraFor(box);

    expect(target).toEqual([0, 0.15, 0]);
    expect(angles).toEqual({ azimuth: 30, inclination: 75, fieldOfView: 30 });
    expect(Math.hypot(...position.map((part, axis) => part - (target[axis] as number)))).toBeCloseTo(distance, 3);
  });
});

describe('The audit', () => {
  it('passes and fails rules with what it found', () => {
    const byRule = Object.fromEntries(made.audit.map(({ rule, status, value }) => [rule, [status, value]]));

    expect(byRule).toEqual({
      FILE_SIZE: ['PASS', expect.any(Number)],
      TRIANGLES: ['PASS', expect.any(Number)],
      MATERIALS: ['PASS', 1],
      TEXTURE_SIZE_MAX: ['PASS', 8],
      TEXTURE_SIZE_MIN: ['FAIL', 4],
      TEXTURE_POWER_OF_TWO: ['PASS', 0],
      BASE_COLOUR_RANGE: ['PASS', 0],
      UVS_PRESENT: ['PASS', 0],
      UVS_NOT_INVERTED: ['PASS', 0],
      ROOT_TRANSFORM: ['PASS', 0],
      DIMENSIONS: ['PASS', 0.09],
    });
  });

  it('finds what a viewer would show badly', () => {
    expect(other.audit.filter(({ status }) => status === 'FAIL').map(({ rule }) => rule)).toEqual([
      ...['MATERIALS', 'TEXTURE_SIZE_MIN', 'TEXTURE_POWER_OF_TWO', 'BASE_COLOUR_RANGE', 'ROOT_TRANSFORM', 'DIMENSIONS'],
    ]);
  });
});

describe('Material variants', () => {
  it('are kept in all files, and name their product variants', async () => {
    expect(other.materialVariants).toEqual([
      { name: 'Noir', productVariantIds: [] },
      { name: 'Ivoire', productVariantIds: [] },
    ]);
    for (const { bytes } of other.models) {
      expect((await inspectGlb(bytes)).facts?.extensionsUsed).toContain('KHR_materials_variants');
    }
    const variants = [
      { name: 'Noir', extras: { productVariants: ['variant_1', 'variant_2', 'variant_1'] } },
      { name: 'Ivoire', extras: { productVariants: 'none' } },
    ];
    expect(variantsOf({ extensions: { KHR_materials_variants: { variants } } })).toEqual([
      { name: 'Noir', productVariantIds: ['variant_1', 'variant_2'] },
      { name: 'Ivoire', productVariantIds: [] },
    ]);
  });
});

describe('A variant with a texture, of a material without one', () => {
  it('is kept with the coordinates that it needs, in every encoding and level', async () => {
    const file = await editor.edit(source, async (document) => {
      addVariants(document);
      const image = await sharp(Buffer.from(Array.from({ length: 512 * 512 * 3 }, (_, at) => (at * 7919) % 256)), {
        raw: { width: 512, height: 512, channels: 3 },
      })
        .png()
        .toBuffer();
      const texture = document.createTexture().setImage(image).setMimeType('image/png');
      const textured = document.createMaterial('Textured').setBaseColorTexture(texture);
      const primitives = document
        .getRoot()
        .listMeshes()
        .flatMap((mesh) => mesh.listPrimitives());
      for (const primitive of primitives) {
        primitive.setMaterial(document.createMaterial('Plain'));
        const corners = primitive.getAttribute('POSITION')?.getCount() ?? 0;
        const coordinates = new Float32Array(2 * corners).map((_, at) => (at % 97) / 97);
        const [buffer = null] = document.getRoot().listBuffers();
        const accessor = document.createAccessor().setType('VEC2').setArray(coordinates).setBuffer(buffer);
        primitive.setAttribute('TEXCOORD_0', accessor);
        const variants = primitive.getExtension<MappingList>('KHR_materials_variants');
        variants?.listMappings()[1]?.setMaterial(textured);
      }
    });
    const { assets, failure } = await make(file);

    expect(failure).toBeUndefined();
    expect(assets?.models.map(({ encoding, level }) => `${encoding} ${level}`)).toEqual(
      made.models.map(({ encoding, level }) => `${encoding} ${level}`),
    );
  });
});

describe('A hostile file', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['is truncated', () => source.subarray(0, 400), 'FILE_INVALID'],
    [
      'declares gigabytes',
      () => glb({ accessors: [{ componentType: 5126, count: 2e9, type: 'VEC3' }] }),
      'FILE_TOO_COMPLEX',
    ],
    [
      'has nodes in a circle',
      () => glb({ nodes: [{ children: [1] }, { children: [0] }], scenes: [{ nodes: [0] }] }),
      'FILE_INVALID',
    ],
    ['refers to a file', () => glb({ buffers: [{ byteLength: 4, uri: 'file:///etc/passwd' }] }), 'FILE_INVALID'],
    [
      'requires an unknown extension',
      () => glb({ extensionsUsed: ['X_a'], extensionsRequired: ['X_a'] }),
      'FILE_UNSUPPORTED',
    ],
  ])('that %s fails with a code', async (_, file, code) => {
    expect((await make(file())).failure).toEqual({ code, message: expect.any(String) });
  });
});

describe('The steps', () => {
  it('are reported in their order', () => {
    expect(seen).toEqual(['INSPECT', 'AUDIT', 'ENCODE', 'SIMPLIFY', 'POSTER']);
  });
});

async function spoilDocument(document: Document): Promise<void> {
  const root = document.getRoot();
  const create = { width: 300, height: 300, channels: 3, background: '#ffffff' } as const;
  const white = await sharp({ create }).png().toBuffer();
  root.listMaterials()[0]?.setBaseColorTexture(document.createTexture().setImage(white).setMimeType('image/png'));
  root.listNodes()[0]?.setScale([1_000, 1_000, 1_000]);
  for (let count = 0; count < 6; count++) document.createMaterial(`unused ${count}`);
}

/** Adds two variants of the material. */
function addVariants(document: Document): void {
  const extension = document.createExtension(KHRMaterialsVariants);
  const list = extension.createMappingList();
  for (const name of ['Noir', 'Ivoire']) {
    const material = document
      .createMaterial(name)
      .setBaseColorFactor(name === 'Noir' ? [0.05, 0.05, 0.05, 1] : [1, 1, 0.9, 1]);
    list.addMapping(extension.createMapping().setMaterial(material).addVariant(extension.createVariant(name)));
  }
  document.getRoot().listMeshes()[0]?.listPrimitives()[0]?.setExtension('KHR_materials_variants', list);
}
