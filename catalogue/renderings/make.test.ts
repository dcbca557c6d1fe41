import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import type { Form } from '../types.ts';
import { fingerprint, type MadeAssets } from './make.ts';
import { openWorkerPool } from './worker-pool.ts';

const vase: Form = {
  shape: {
    kind: 'lathe',
    profile: [
      [0.05, 0],
      [0.08, 0.1],
      [0.03, 0.22],
      [0.045, 0.26],
    ],
  },
  colours: ['#efece6', '#7d7a78'],
  pattern: 'marble',
  metallic: 0,
  roughness: 0.25,
};
const clutch: Form = {
  shape: { kind: 'superellipsoid', size: [0.24, 0.14, 0.05], exponents: [0.3, 0.25] },
  colours: ['#6b3f2a', '#2e1a12'],
  pattern: 'grain',
  metallic: 0,
  roughness: 0.55,
};
const bangle: Form = {
  shape: { kind: 'torus', radius: 0.032, tube: 0.005, flatten: 1.8 },
  colours: ['#d8b36a', '#a97c35'],
  pattern: 'brushed',
  metallic: 1,
  roughness: 0.3,
};
const scarf: Form = {
  shape: { kind: 'sheet', width: 0.9, depth: 0.9, waves: 2, amplitude: 0.04 },
  colours: ['#1e2a44', '#d9c79a'],
  pattern: 'stripe',
  metallic: 0,
  roughness: 0.6,
};
const forms: [string, Form][] = [
  ['lathe', vase],
  ['superellipsoid', clutch],
  ['torus', bangle],
  ['sheet', scarf],
];

const pool = openWorkerPool();
const made = new Map<string, MadeAssets>();
const of = (kind: string) => made.get(kind) as MadeAssets;
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(() => Promise.all(forms.map(async ([kind, form]) => made.set(kind, await pool.make(form)))), 120_000);

afterAll(() => pool.close());

describe.each(forms)('The assets of a %s', (kind, form) => {
  it('have a GLB without findings of the Khronos validator', async () => {
    const { issues, info } = await validateBytes(of(kind).modelGlb);

    expect(issues.messages).toEqual([]);
    expect({ triangles: info?.totalTriangleCount, materials: info?.materialCount }).toEqual({
      triangles: of(kind).inspection.triangles,
      materials: 1,
    });
    expect(of(kind).modelGlb.length).toBeLessThan(400_000);
  });

  it('have a USDZ whose files are not compressed and begin at multiples of 64 bytes', () => {
    const { modelUsdz, diffuse, normal, roughness } = of(kind);
    const entries = localEntries(modelUsdz);

    expect(entries.map(({ name, method, start }) => [name, method, start % 64])).toEqual([
      ['model.usda', 0, 0],
      ['textures/diffuse.png', 0, 0],
      ['textures/normal.png', 0, 0],
      ['textures/roughness.png', 0, 0],
    ]);
    const files = unzipSync(modelUsdz);
    expect(['diffuse', 'normal', 'roughness'].map((map) => digest(files[`textures/${map}.png`] as Uint8Array))).toEqual(
      [diffuse, normal, roughness].map(digest),
    );
  });

  it('have the same geometry in both models', () => {
    const usda = new TextDecoder().decode(unzipSync(of(kind).modelUsdz)['model.usda']);
    const { triangles, boundingBox } = of(kind).inspection;
    const list = (name: string) => new RegExp(`${name} = \\[(.*)\\]`).exec(usda)?.[1] ?? '';
    const points = [...list('points').matchAll(/\(([^)]+)\)/g)].map((match) => (match[1] ?? '').split(',').map(Number));
    const extreme = (pick: typeof Math.min) =>
      [0, 1, 2].map((axis) => pick(...points.map((point) => point[axis] ?? 0)));

    expect(usda.startsWith('#usda 1.0\n')).toBe(true);
    expect(list('faceVertexIndices').split(',')).toHaveLength(triangles * 3);
    expect({ min: extreme(Math.min), max: extreme(Math.max) }).toEqual(boundingBox);
  });

  it('have square PNG textures and pictures in the declared sizes', async () => {
    const { diffuse, normal, roughness, texturePixels, front, detail } = of(kind);
    const size = async (bytes: Uint8Array) => {
      const { format, width, height, channels } = await sharp(bytes).metadata();
      return { format, width, height, channels };
    };
    const square = { format: 'png', width: texturePixels, height: texturePixels, channels: 3 };

    expect(await Promise.all([diffuse, normal, roughness].map(size))).toEqual([square, square, square]);
    expect(await size(front.bytes)).toEqual({ format: 'webp', width: 1200, height: 1500, channels: 3 });
    expect(await size(detail.bytes)).toEqual({
      format: 'webp',
      width: detail.width,
      height: detail.height,
      channels: 3,
    });
  });

  it('differ from those of the other forms', () => {
    const all = forms
      .map(([other]) => of(other))
      .flatMap(({ modelGlb, diffuse, normal, front }) => [modelGlb, diffuse, normal, front.bytes]);

    expect(new Set(all.map(digest)).size).toBe(all.length);
    expect(fingerprint(form)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('A form', () => {
  it('is refused when its model would be invalid, and the pool continues', async () => {
    const nothing: Form = { ...bangle, shape: { kind: 'superellipsoid', size: [0, 0, 0], exponents: [1, 1] } };

    await expect(pool.make(nothing)).rejects.toThrow('The model is not valid');
    expect(digest((await pool.make(bangle)).modelGlb)).toBe(digest(of('torus').modelGlb));
  });

  it('gives the same assets each time', async () => {
    const again = await pool.make(bangle);
    const { modelGlb, modelUsdz, diffuse, front, detail } = of('torus');

    expect([again.modelGlb, again.modelUsdz, again.diffuse, again.front.bytes, again.detail.bytes].map(digest)).toEqual(
      [modelGlb, modelUsdz, diffuse, front.bytes, detail.bytes].map(digest),
    );
  });

  it('has a model with its size in metres, on the ground', () => {
    expect(of('superellipsoid').inspection.boundingBox).toEqual({ min: [-0.12, 0, -0.025], max: [0.12, 0.14, 0.025] });
    expect(of('torus').inspection.boundingBox).toEqual({ min: [-0.037, 0, -0.037], max: [0.037, 0.018, 0.037] });
  });

  it('has one name regardless of the order of its fields, and another name after any change', () => {
    const reversed = Object.fromEntries(Object.entries(vase).reverse()) as unknown as Form;
    const names = [
      vase,
      { ...vase, roughness: 0.26 },
      { ...vase, colours: ['#efece6', '#7d7a79'] as [string, string] },
    ].map((one) => fingerprint(one));

    expect(fingerprint(reversed)).toBe(names[0]);
    expect(new Set(names).size).toBe(3);
  });
});

/** The files of an archive by their local headers, with the offsets of their data. */
function localEntries(archive: Uint8Array): { name: string; method: number; start: number }[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries = [];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const [nameLength, extraLength] = [view.getUint16(at + 26, true), view.getUint16(at + 28, true)];
    const start = at + 30 + nameLength + extraLength;
    const name = new TextDecoder().decode(archive.subarray(at + 30, at + 30 + nameLength));
    entries.push({ name, method: view.getUint16(at + 8, true), start });
    at = start + view.getUint32(at + 18, true);
  }
  return entries;
}
