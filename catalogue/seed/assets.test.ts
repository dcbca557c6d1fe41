import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serve } from '#simulators/s3/server.ts';
import type { Form, Product } from '../types.ts';
import { type SeededAssets, seedAssets } from './assets.ts';

const pebble: Form = {
  shape: { kind: 'superellipsoid', size: [0.1, 0.06, 0.08], exponents: [1, 1] },
  colours: ['#17191c', '#3c4148'],
  pattern: 'plain',
  metallic: 0,
  roughness: 0.2,
};
const band: Form = { ...pebble, shape: { kind: 'torus', radius: 0.01, tube: 0.002 }, pattern: 'brushed', metallic: 1 };
const products: Pick<Product, 'id' | 'title' | 'form'>[] = [
  { id: 'prod_pebble', title: 'Galet', form: pebble },
  { id: 'prod_band', title: 'Anneau', form: band },
  { id: 'prod_pebble_again', title: 'Second Galet', form: structuredClone(pebble) },
];

let dataDir: string;
let server: Awaited<ReturnType<typeof serve>>;
let env: Record<string, string>;
let client: S3Client;
let seeded: Map<string, SeededAssets>;
const progress: [number, number][] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asset-seed-'));
  const keys = { accessKeyId: 'AXIOMTEST', secretAccessKey: 'a secret of this test' };
  server = await serve({ ...keys, region: 'eu-west-3', port: 0, dataDir, corsOrigins: [], onError: console.error });
  env = {
    S3_ENDPOINT: server.url,
    S3_REGION: 'eu-west-3',
    S3_BUCKET: 'own-assets',
    S3_MEDIA_BUCKET: 'own-media',
    INVOICES_BUCKET: 'own-invoices',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  };
  client = new S3Client({ endpoint: server.url, region: 'eu-west-3', credentials: keys, forcePathStyle: true });
  seeded = await seedAssets(products, env, { onProgress: (...counts) => progress.push(counts) });
}, 120_000);

afterAll(async () => {
  client.destroy();
  await server.close(0);
  await rm(dataDir, { recursive: true });
});

const of = (id: string, from = seeded) => from.get(id) as SeededAssets;

async function listing(Bucket: string) {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key, ETag, LastModified }) => ({ Key, ETag, LastModified }));
}

describe('Seeded assets', () => {
  it('are stored under the digest of their content, as the record describes', async () => {
    for (const file of ['modelGlb', 'modelUsdz', 'diffuse', 'normal', 'roughness'] as const) {
      const { key, contentType, bytes, sha256, etag } = of('prod_band')[file];
      const stored = await client.send(new GetObjectCommand({ Bucket: 'own-assets', Key: key }));
      const body = (await stored.Body?.transformToByteArray()) ?? new Uint8Array();

      expect(key).toBe(`assets/${sha256}.${file === 'modelGlb' ? 'glb' : file === 'modelUsdz' ? 'usdz' : 'png'}`);
      expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
      expect({ bytes: body.length, contentType: stored.ContentType, etag: stored.ETag }).toEqual({
        bytes,
        contentType,
        etag: `"${etag}"`,
      });
    }
  });

  it('have the measures of a model and the size of a texture', () => {
    const { modelGlb, modelUsdz, diffuse } = of('prod_band');

    expect(modelGlb).toMatchObject({
      materials: 1,
      boundingBox: { min: [-0.012, 0, -0.012], max: [0.012, 0.004, 0.012] },
      validatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(modelUsdz.triangles).toBe(modelGlb.triangles);
    expect(diffuse).toMatchObject({ width: 256, height: 256, contentType: 'image/png' });
  });

  it('have public, cacheable pictures and private models', async () => {
    const [front, detail] = of('prod_pebble').pictures;
    const answer = await fetch(`${server.url}/own-media/${front?.key}`);
    const model = await fetch(`${server.url}/own-assets/${of('prod_pebble').modelGlb.key}`);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(front).toMatchObject({ altText: 'Galet, whole', width: 1200, height: 1500 });
    expect(detail).toMatchObject({ altText: 'Galet, a detail' });
    expect(model.status).toBe(403);
  });

  it('are shared by products of one form, with different alternative texts', () => {
    const [first, second] = [of('prod_pebble'), of('prod_pebble_again')];

    expect(second.modelGlb).toEqual(first.modelGlb);
    expect(second.pictures.map(({ key }) => key)).toEqual(first.pictures.map(({ key }) => key));
    expect(second.pictures[0]?.altText).toBe('Second Galet, whole');
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('are neither made nor stored again', async () => {
    const before = [await listing('own-assets'), await listing('own-media')];

    const again = await seedAssets(products, env);

    expect(again).toEqual(seeded);
    expect([await listing('own-assets'), await listing('own-media')]).toEqual(before);
    // Of each form: five files, a record, and what is made of its model: two encodings, three levels and a poster.
    expect(before.map((keys) => keys.length)).toEqual([24, 4]);
  });

  it('can be shared by ten thousand products of few forms', async () => {
    const many = Array.from({ length: 10_000 }, (_, index): (typeof products)[number] => ({
      id: `prod_${index}`,
      title: `Product ${index}`,
      form: index % 2 ? pebble : band,
    }));

    const map = await seedAssets(many, env);

    expect(map.size).toBe(10_000);
    expect(of('prod_9999', map).modelGlb).toEqual(of('prod_pebble').modelGlb);
  });

  it('are made again when one of them is missing', async () => {
    const { key } = of('prod_band').normal;
    await client.send(new DeleteObjectCommand({ Bucket: 'own-assets', Key: key }));

    const healed = await seedAssets(products, env);

    expect(of('prod_band', healed).normal).toEqual(of('prod_band').normal);
    expect((await listing('own-assets')).map(({ Key }) => Key)).toContain(key);
  });

  it('have a picture of each colour, and of its pattern', async () => {
    const finish = (value: string, colours: [string, string], isOwn: boolean) => ({
      option: 'Colour',
      value,
      colours,
      isOwn,
    });
    const finishes = [finish('Lead', band.colours, true), finish('Gold', ['#d9ab4f', '#b98832'], false)];
    const product = { id: 'prod_coloured' as const, title: 'Anneau', form: band, finishes };

    const made = of('prod_coloured', await seedAssets([product], env));
    const again = of('prod_coloured', await seedAssets([product], env));

    expect(made.pictures.map(({ altText, value }) => [altText, value])).toEqual([
      ['Anneau, whole', 'Lead'],
      ['Anneau, a detail', 'Lead'],
      ['Anneau in Gold', 'Gold'],
    ]);
    expect(made.pictures[0]?.key).toBe(of('prod_band').pictures[0]?.key);
    expect(new Set(made.pictures.map(({ key }) => key)).size).toBe(3);
    expect(Object.entries(made.swatches).map(([value, { width, height }]) => [value, width, height])).toEqual([
      ['Lead', 128, 128],
      ['Gold', 128, 128],
    ]);
    expect(again).toEqual(made);
  });
});
