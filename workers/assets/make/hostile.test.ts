import { draco, meshopt } from '@gltf-transform/functions';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { glb, numbers } from '#kit/models/glb.fixture.ts';
import { type ProcessOutcome, runInProcess } from '#kit/process/bounded/bounded-process.ts';
import { drawModel } from '#tests/support/models/files.ts';
import { openEditor } from '#tests/support/models/models.ts';
import type { Made } from './make.ts';

jest.setTimeout(120_000);

const mebibyte = 2 ** 20;
/** An accessor without data: all its values are 0. */
const zeros = { componentType: 5126, type: 'VEC3', min: [0, 0, 0], max: [0, 0, 0] };
let source: Buffer;
let withPicture: Buffer;
let compressed: { draco: Buffer; meshopt: Buffer };

beforeAll(async () => {
  await MeshoptEncoder.ready;
  source = (await drawModel(4)).glb.bytes;
  // 120 million pixels in 350 KB.
  const create = { width: 30_000, height: 4_000, channels: 3, background: '#204060' } as const;
  const picture = await sharp({ create }).png({ compressionLevel: 9 }).toBuffer();
  const editor = await openEditor();
  withPicture = Buffer.from(
    await editor.edit(source, async (document) => {
      document.getRoot().listTextures()[0]?.setImage(picture);
    }),
  );
  compressed = {
    draco: Buffer.from(await editor.edit(source, (document) => document.transform(draco()))),
    meshopt: Buffer.from(
      await editor.edit(source, (document) =>
        document.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' })),
      ),
    ),
  };
});

/** Processes a file as the worker does, in a process with these limits. */
const process = (file: Uint8Array): Promise<ProcessOutcome<Made>> =>
  runInProcess<Made, unknown>(new URL('./task.ts', import.meta.url), new Uint8Array(file), {
    ...{ milliseconds: 100_000, bytes: 450 * mebibyte, heapMegabytes: 256 },
  });

/** How a file failed: the code of its failure, or the limit of its process. */
const failureOf = async (file: Uint8Array): Promise<string | undefined> => {
  const outcome = await process(file);
  return outcome.failure ?? outcome.result.failure?.code;
};

/** The file with other bytes in its binary part, from `start` on. */
const spoiled = (file: Buffer, start: number, bytes: number): Buffer => {
  const binary = file.readUInt32LE(12) + 28 + start;
  return Buffer.concat([file.subarray(0, binary), Buffer.alloc(bytes, 0xff), file.subarray(binary + bytes)]);
};

describe('A small file that', () => {
  it.each<[string, () => Buffer, string | string[]]>([
    ['is 230 MB of zeros when it is read', () => glb({ accessors: [{ ...zeros, count: 2e7 }] }), 'EXHAUSTED'],
    [
      'has a sparse accessor of gigabytes',
      () =>
        glb({
          accessors: [
            {
              ...{ componentType: 5126, count: 5e8, type: 'MAT4' },
              sparse: { count: 1, indices: { bufferView: 0, componentType: 5125 }, values: { bufferView: 0 } },
            },
          ],
        }),
      'FILE_TOO_COMPLEX',
    ],
    [
      'declares gigabytes of compressed vertices',
      () =>
        glb({
          ...{ extensionsUsed: ['EXT_meshopt_compression'], extensionsRequired: ['EXT_meshopt_compression'] },
          bufferViews: [
            {
              ...{ buffer: 0, byteLength: 36 },
              extensions: {
                EXT_meshopt_compression: { buffer: 0, byteLength: 36, byteStride: 256, count: 1e9, mode: 'ATTRIBUTES' },
              },
            },
          ],
        }),
      'FILE_TOO_COMPLEX',
    ],
    ['has a picture of 30,000 pixels', () => withPicture, 'FILE_TOO_COMPLEX'],
    [
      'has 45,000 levels of nodes',
      () =>
        glb({
          nodes: Array.from({ length: 45_000 }, (_, node) => (node < 44_999 ? { children: [node + 1] } : { mesh: 0 })),
        }),
      'FILE_TOO_COMPLEX',
    ],
    [
      'has nodes that contain each other',
      () => glb({ nodes: [{ children: [1] }, { children: [2] }, { children: [1] }], scenes: [{ nodes: [0] }] }),
      'FILE_INVALID',
    ],
    ['has millions of brackets in its JSON', () => withJson('['.repeat(5e6)), ['FILE_INVALID', 'EXHAUSTED', 'CRASHED']],
    [
      'has other bytes in its Draco data',
      () => spoiled(compressed.draco, 11, 24),
      ['FILE_INVALID', 'EXHAUSTED', 'CRASHED'],
    ],
    [
      'has other bytes in its meshopt data',
      () => spoiled(compressed.meshopt, 1, 40),
      ['FILE_INVALID', 'EXHAUSTED', 'CRASHED'],
    ],
  ])('%s fails in its own process', async (_, file, expected) => {
    expect([expected].flat()).toContain(await failureOf(file()));
  });
});

describe('An ordinary file', () => {
  it('is processed within the same limits', async () => {
    expect(await failureOf(source)).toBeUndefined();
  });
});

/** A GLB with this text as its JSON. */
function withJson(text: string): Buffer {
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  return Buffer.concat([Buffer.from('glTF'), numbers(2, 20 + json.length, json.length), Buffer.from('JSON'), json]);
}
