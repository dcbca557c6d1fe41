import type { Document } from '@gltf-transform/core';
import * as extensions from '@gltf-transform/extensions';
import { draco, meshopt, quantize, textureCompress } from '@gltf-transform/functions';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as gltfpack from 'gltfpack';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { drawModel } from '#tests/support/models/files.ts';
import { openEditor } from '#tests/support/models/models.ts';
import { inspectGlb } from './glb.ts';
import type { ModelFacts } from './inspection.ts';

let editor: Awaited<ReturnType<typeof openEditor>>;
let vase: Buffer;
let plain: ModelFacts;

beforeAll(async () => {
  editor = await openEditor();
  vase = (await drawModel(4)).glb.bytes;
  plain = await factsOf(vase);
});

/** The facts of a file that is accepted without an error or a warning. */
async function factsOf(glb: Uint8Array): Promise<ModelFacts> {
  const { issues, facts } = await inspectGlb(glb);
  expect(issues.filter(({ severity }) => severity === 'ERROR' || severity === 'WARNING')).toEqual([]);
  expect(facts).not.toBeNull();
  return facts as ModelFacts;
}

/** Expects the measures of the uncompressed file, to a tenth of a millimetre. */
function expectSame(facts: ModelFacts): void {
  expect([facts.triangles, facts.materials]).toEqual([plain.triangles, plain.materials]);
  expectBox(facts, plain.boundingBox);
}

function expectBox({ boundingBox }: ModelFacts, { min, max }: ModelFacts['boundingBox']): void {
  const expected = [...min, ...max];
  [...boundingBox.min, ...boundingBox.max].forEach((part, place) => {
    expect(part).toBeCloseTo(expected[place] as number, 4);
  });
}

const meshPrimitive = (document: Document) => document.getRoot().listMeshes()[0]?.listPrimitives()[0];
const material = (document: Document) => document.getRoot().listMaterials()[0];

describe('A file that glTF-Transform optimised', () => {
  it.each<[string, (document: Document) => unknown, string[]]>([
    ['by quantisation', (it) => it.transform(quantize()), ['KHR_mesh_quantization']],
    [
      'by meshopt',
      (it) => it.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' })),
      ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    ],
    [
      'by meshopt with filters',
      (it) => it.transform(meshopt({ encoder: MeshoptEncoder, level: 'high' })),
      ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    ],
    ['by Draco', (it) => it.transform(draco()), ['KHR_draco_mesh_compression']],
    ['by Draco in order', (it) => it.transform(draco({ method: 'sequential' })), ['KHR_draco_mesh_compression']],
  ])('%s has the measures of the uncompressed file', async (_how, change, required) => {
    const glb = await editor.edit(vase, change);

    const facts = await factsOf(glb);

    expectSame(facts);
    expect(facts.extensionsRequired).toEqual(required);
    expect(facts.textures).toEqual({ count: 3, longestSide: 8, formats: ['image/png'] });
    expect(glb.length).toBeLessThan(vase.length);
  });

  it('by Draco, with a stream that declares more faces than it contains, is refused', async () => {
    const packed = await editor.edit(vase, (document) => document.transform(draco({ method: 'sequential' })));
    // After the signature: version, type and method, flags, and then the number of faces with a variable length.
    packed.set([0xff, 0xff, 0xff, 0x7f], packed.indexOf('DRACO') + 11);

    const { issues, facts } = await inspectGlb(packed);

    expect(facts).toBeNull();
    expect(issues[0]).toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('Decoding failure') });
  });

  it.each(['webp', 'avif'] as const)(
    'with images as %s has the measures of the uncompressed file',
    async (targetFormat) => {
      const facts = await factsOf(
        await editor.edit(vase, (it) => it.transform(textureCompress({ encoder: sharp, targetFormat }))),
      );

      expectSame(facts);
      expect(facts.extensionsRequired).toEqual([`EXT_texture_${targetFormat}`]);
      expect(facts.textures).toEqual({ count: 3, longestSide: 8, formats: [`image/${targetFormat}`] });
    },
  );
});

describe('A file that gltfpack optimised', () => {
  const pack = async (...options: string[]) => {
    let packed = new Uint8Array();
    await gltfpack.pack([...options, '-i', 'in.glb', '-o', 'out.glb'], {
      read: () => vase,
      write: (path, bytes) => {
        if (path === 'out.glb') packed = new Uint8Array(bytes);
      },
    });
    return packed;
  };

  it.each<[string, string[], string[]]>([
    ['by default', [], ['KHR_mesh_quantization']],
    ['without quantisation', ['-noq'], []],
    ['with normalised positions', ['-vpn'], ['KHR_mesh_quantization']],
    ['interleaved', ['-vi'], ['KHR_mesh_quantization']],
    ['compressed', ['-c'], ['EXT_meshopt_compression', 'KHR_mesh_quantization']],
    ['compressed further', ['-cc'], ['EXT_meshopt_compression', 'KHR_mesh_quantization']],
    ['compressed most', ['-cz'], ['KHR_mesh_quantization', 'KHR_meshopt_compression']],
  ])('%s has the measures of the uncompressed file', async (_how, options, required) => {
    const facts = await factsOf(await pack(...options));

    expectSame(facts);
    expect(facts.extensionsRequired).toEqual(required);
  });

  it('with a fallback in another file is refused with the name of that file', async () => {
    const { issues, facts } = await inspectGlb(await pack('-cf'));

    expect(facts).toBeNull();
    expect(issues[0]).toMatchObject({ code: 'IO_ERROR', message: expect.stringContaining('out.fallback.bin') });
  });

  it('is refused when it was damaged afterwards', async () => {
    const packed = Buffer.from(await pack('-c'));
    const start = 20 + packed.readUInt32LE(12) + 8;
    const { bufferViews } = JSON.parse(packed.toString('utf8', 20, 20 + packed.readUInt32LE(12)));
    for (const { extensions } of bufferViews) {
      const view = extensions?.EXT_meshopt_compression;
      if (view) packed.fill(0x55, start + (view.byteOffset ?? 0), start + (view.byteOffset ?? 0) + 8);
    }

    const { issues, facts, refusal } = await inspectGlb(packed);

    expect([facts, refusal, issues[0]?.code]).toEqual([null, 'FILE_INVALID', 'UNREADABLE']);
  });
});

describe('A file that uses an extension', () => {
  const materials = [
    extensions.KHRMaterialsAnisotropy,
    extensions.KHRMaterialsClearcoat,
    extensions.KHRMaterialsDiffuseTransmission,
    extensions.KHRMaterialsDispersion,
    extensions.KHRMaterialsEmissiveStrength,
    extensions.KHRMaterialsIOR,
    extensions.KHRMaterialsIridescence,
    extensions.KHRMaterialsSheen,
    extensions.KHRMaterialsSpecular,
    extensions.KHRMaterialsTransmission,
    extensions.KHRMaterialsUnlit,
    extensions.KHRMaterialsVolume,
    extensions.KHRTextureTransform,
    extensions.KHRLightsPunctual,
    extensions.KHRXMP,
    extensions.KHRNodeVisibility,
  ];

  it.each(materials.map((type) => [type.EXTENSION_NAME, type] as const))('%s may require it', async (name, type) => {
    const facts = await factsOf(
      await editor.edit(vase, (document) =>
        document.createExtension(type as typeof extensions.KHRMaterialsUnlit).setRequired(true),
      ),
    );

    expectSame(facts);
    expect([facts.extensionsUsed, facts.extensionsRequired]).toEqual([[name], [name]]);
  });

  it('for its material or a part of its texture has the measures of the original file', async () => {
    const changed = await editor.edit(vase, (document) => {
      const unlit = document.createExtension(extensions.KHRMaterialsUnlit).setRequired(true).createUnlit();
      const shift = document.createExtension(extensions.KHRTextureTransform).setRequired(true).createTransform();
      material(document)?.setExtension('KHR_materials_unlit', unlit);
      material(document)
        ?.getBaseColorTextureInfo()
        ?.setExtension('KHR_texture_transform', shift.setScale([2, 2]));
    });

    const facts = await factsOf(changed);

    expectSame(facts);
    expect(facts.extensionsRequired).toEqual(['KHR_materials_unlit', 'KHR_texture_transform']);
  });

  it('for variants counts the materials of all variants', async () => {
    const changed = await editor.edit(vase, (document) => {
      const extension = document.createExtension(extensions.KHRMaterialsVariants);
      const red = extension.createMapping().addVariant(extension.createVariant('Red'));
      const list = extension.createMappingList().addMapping(red.setMaterial(document.createMaterial('red')));
      meshPrimitive(document)?.setExtension('KHR_materials_variants', list);
    });

    const facts = await factsOf(changed);

    expect([facts.materials, facts.extensionsUsed]).toEqual([2, ['KHR_materials_variants']]);
    expectBox(facts, plain.boundingBox);
  });
});
