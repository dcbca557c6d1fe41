import { createHash } from 'node:crypto';
import type { ModelFacts } from '#kit/models/inspection.ts';
import type { Environment } from '#kit/process/config.ts';
import { pictures } from '../pictures.ts';
import { fingerprint, type MadeAssets, type MadePicture } from '../renderings/make.ts';
import { openWorkerPool, type WorkerPool } from '../renderings/worker-pool.ts';
import type { Form, Product } from '../types.ts';
import { type BucketName, type NewFile, openStorage, type Storage, type StoredFile } from './storage.ts';

/** A file in the private bucket. */
export type SeededFile = StoredFile;

export interface SeededModel extends SeededFile, ModelFacts {
  /** When it passed validation: RFC 3339, UTC. */
  validatedAt: string;
}

export interface SeededTexture extends SeededFile {
  /** In pixels. */
  width: number;
  height: number;
}

/** A public picture. */
export interface SeededPicture {
  /** In the media bucket. */
  key: string;
  altText: string;
  /** In pixels. */
  width: number;
  height: number;
  /** In Base64. */
  thumbhash: string;
  /** What stays in view when the picture is cut, as fractions of its sides; the centre if there is none. */
  focal_point?: { x: number; y: number };
}

/** The stored files of one product. */
export interface SeededAssets {
  modelGlb: SeededModel;
  modelUsdz: SeededModel;
  diffuse: SeededTexture;
  normal: SeededTexture;
  roughness: SeededTexture;
  /** The whole product first, then a detail. */
  pictures: SeededPicture[];
  /** What workers/assets makes of the GLB. */
  processed: SeededResult;
}

/** The stored result of processing a model: see `StoredResult` of workers/assets. */
export interface SeededResult {
  models: ProcessedFile[];
  poster: ProcessedFile;
  audit: object[];
  materialVariants: object[];
}

/** A file with the facts that are specific to it. */
type ProcessedFile = Omit<StoredFile, 'etag'> & Record<string, unknown>;

export interface AssetSeedOptions {
  /** Called after each form with the number of completed forms and the total. */
  onProgress?(done: number, total: number): void;
}

/** The stored files of one form; the record itself is stored with them. */
type FormRecord = Omit<SeededAssets, 'pictures'> & {
  pictures: (StoredFile & { view: View; width: number; height: number; thumbhash: string })[];
};

type View = 'front' | 'detail';

const immutable = 'max-age=31536000, immutable';
const altTexts: Record<View, (title: string) => string> = { front: pictures.whole, detail: pictures.detail };
/** The detail shows the upper part of the product. */
const focalPoints: Partial<Record<View, { x: number; y: number }>> = { detail: { x: 0.5, y: 0.35 } };
const formsAtOnce = 6;

/**
 * Makes and stores the 3D models, texture maps and pictures of products, and returns them by product id. Products of the
 * same form share them. Idempotent: existing files are neither made nor stored again.
 */
export async function seedAssets(
  products: readonly Pick<Product, 'id' | 'title' | 'form'>[],
  env: Environment,
  { onProgress }: AssetSeedOptions = {},
): Promise<Map<Product['id'], SeededAssets>> {
  const named = products.map((product) => ({ ...product, name: fingerprint(product.form) }));
  const forms = new Map(named.map(({ name, form }) => [name, form]));
  const storage = openStorage(env);
  const pool = openWorkerPool();
  try {
    await storage.prepare();
    const [assets, media] = await Promise.all([storage.keys('assets', 'assets/'), storage.keys('media', 'pictures/')]);
    const records = new Map<string, FormRecord>();
    await forEach([...forms], formsAtOnce, async ([name, form]) => {
      const known = await readRecord(storage, name, { assets, media });
      records.set(name, known ?? (await makeAndStore(storage, pool, name, form)));
      onProgress?.(records.size, forms.size);
    });
    return new Map(named.map(({ id, title, name }) => [id, assetsOf(records.get(name) as FormRecord, title)]));
  } finally {
    await pool.close();
    storage.close();
  }
}

/** The record of a form; undefined when it or one of its files is missing. */
async function readRecord(
  storage: Storage,
  name: string,
  keys: Record<BucketName, ReadonlySet<string>>,
): Promise<FormRecord | undefined> {
  if (!keys.assets.has(recordKey(name))) return undefined;
  const record = (await storage.readJson(recordKey(name))) as FormRecord;
  const { pictures, processed, ...files } = record;
  const inAssets = [...Object.values(files), ...processed.models, processed.poster];
  const isWhole = inAssets.every(({ key }) => keys.assets.has(key)) && pictures.every(({ key }) => keys.media.has(key));
  return isWhole ? record : undefined;
}

/** Stores the record last, so that it exists only when all its files do. */
async function makeAndStore(storage: Storage, pool: WorkerPool, name: string, form: Form): Promise<FormRecord> {
  const made = await pool.make(form);
  const model = { ...made.inspection, validatedAt: new Date().toISOString() };
  const pixels = { width: made.texturePixels, height: made.texturePixels };
  const [glb, usdz, diffuse, normal, roughness, front, detail] = await Promise.all([
    storage.putOnce('assets', asset(made.modelGlb, 'model/gltf-binary', 'glb')),
    storage.putOnce('assets', asset(made.modelUsdz, 'model/vnd.usdz+zip', 'usdz')),
    storage.putOnce('assets', asset(made.diffuse, 'image/png', 'png')),
    storage.putOnce('assets', asset(made.normal, 'image/png', 'png')),
    storage.putOnce('assets', asset(made.roughness, 'image/png', 'png')),
    storage.putOnce('media', picture(made.front)),
    storage.putOnce('media', picture(made.detail)),
  ]);
  const record: FormRecord = {
    modelGlb: { ...glb, ...model },
    modelUsdz: { ...usdz, ...model },
    diffuse: { ...diffuse, ...pixels },
    normal: { ...normal, ...pixels },
    roughness: { ...roughness, ...pixels },
    pictures: [
      { ...front, view: 'front', ...placeOf(made.front) },
      { ...detail, view: 'detail', ...placeOf(made.detail) },
    ],
    processed: await storeProcessed(storage, made.processed),
  };
  await storage.writeJson(recordKey(name), record);
  return record;
}

async function storeProcessed(storage: Storage, made: MadeAssets['processed']): Promise<SeededResult> {
  const store = async ({ bytes, contentType, extension, ...facts }: ProcessedFileToStore): Promise<ProcessedFile> => {
    const { etag: _, ...stored } = await storage.putOnce('assets', asset(bytes, contentType, extension));
    return { ...facts, ...stored };
  };
  const { audit, materialVariants } = made;
  const models = await Promise.all(made.models.map(store));
  return { models, poster: await store(made.poster), audit, materialVariants };
}

type ProcessedFileToStore = Pick<MadePosterOrModel, 'bytes' | 'contentType' | 'extension'>;
type MadePosterOrModel = MadeAssets['processed']['poster'] | MadeAssets['processed']['models'][number];

/** A file of the private bucket. Its key is its digest, so clients may cache it forever. */
function asset(bytes: Uint8Array, contentType: string, extension: string): NewFile {
  return { key: `assets/${sha256(bytes)}.${extension}`, bytes, contentType, cacheControl: `private, ${immutable}` };
}

function picture({ bytes }: MadePicture): NewFile {
  const key = `pictures/${sha256(bytes)}.webp`;
  return { key, bytes, contentType: 'image/webp', cacheControl: `public, ${immutable}` };
}

/** What a page knows of a picture before it loads the file. */
function placeOf({ width, height, thumbhash }: MadePicture) {
  return { width, height, thumbhash };
}

function assetsOf({ pictures, ...files }: FormRecord, title: string): SeededAssets {
  return {
    ...files,
    pictures: pictures.map(({ key, view, width, height, thumbhash }) => ({
      key,
      altText: altTexts[view](title),
      width,
      height,
      thumbhash,
      ...(focalPoints[view] && { focal_point: focalPoints[view] }),
    })),
  };
}

function recordKey(name: string): string {
  return `assets/forms/${name}.json`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function forEach<Item>(items: Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
