import { createHash } from 'node:crypto';
import type { ModelFacts } from '#kit/models/inspection.ts';
import type { Environment } from '#kit/process/config.ts';
import type { Finish } from '../finishes.ts';
import { pictures } from '../pictures.ts';
import { fingerprint, type MadeAssets, type MadePicture } from '../renderings/make.ts';
import { openWorkerPool, type WorkerPool } from '../renderings/worker-pool.ts';
import type { Product } from '../types.ts';
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
  /** The value of the option of colours that it shows; none where the product has one colour. */
  value?: string;
}

/** A picture of a material or pattern. */
export type SeededSwatch = Pick<SeededPicture, 'key' | 'width' | 'height' | 'thumbhash'>;

/** A product whose pictures are made. */
export type Pictured = Pick<Product, 'id' | 'title' | 'form'> & { finishes?: readonly Finish[] };

/** The stored files of one product. */
export interface SeededAssets {
  modelGlb: SeededModel;
  modelUsdz: SeededModel;
  diffuse: SeededTexture;
  normal: SeededTexture;
  roughness: SeededTexture;
  /** The whole product first, then a detail, then the whole product in its other colours. */
  pictures: SeededPicture[];
  /** By the value of the option of colours. */
  swatches: Record<string, SeededSwatch>;
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
type FormRecord = Omit<SeededAssets, 'pictures' | 'swatches'> & {
  pictures: (StoredPicture & { view: View })[];
  finishes: { value: string; isOwn: boolean; front: StoredPicture | null; swatch: StoredPicture | null }[];
};

type StoredPicture = StoredFile & Pick<SeededPicture, 'width' | 'height' | 'thumbhash'>;

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
  products: readonly Pictured[],
  env: Environment,
  { onProgress }: AssetSeedOptions = {},
): Promise<Map<Product['id'], SeededAssets>> {
  const named = products.map((product) => ({ ...product, name: fingerprint(product.form, product.finishes) }));
  const forms = new Map(named.map((product) => [product.name, product]));
  const storage = openStorage(env);
  const pool = openWorkerPool();
  try {
    await storage.prepare();
    const [assets, media] = await Promise.all([storage.keys('assets', 'assets/'), storage.keys('media', 'pictures/')]);
    const records = new Map<string, FormRecord>();
    await forEach([...forms], formsAtOnce, async ([name, product]) => {
      const known = await readRecord(storage, name, { assets, media });
      records.set(name, known ?? (await makeAndStore(storage, pool, name, product)));
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
  const { pictures, finishes, processed, ...files } = record;
  const inAssets = [...Object.values(files), ...processed.models, processed.poster];
  const inMedia = [...pictures, ...finishes.flatMap(({ front, swatch }) => [front ?? [], swatch ?? []].flat())];
  const isWhole = inAssets.every(({ key }) => keys.assets.has(key)) && inMedia.every(({ key }) => keys.media.has(key));
  return isWhole ? record : undefined;
}

/** Stores the record last, so that it exists only when all its files do. */
async function makeAndStore(
  storage: Storage,
  pool: WorkerPool,
  name: string,
  { form, finishes }: Pictured,
): Promise<FormRecord> {
  const made = await pool.make(form, finishes);
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
    finishes: await Promise.all(
      made.finishes.map(async ({ value, isOwn, front, swatch }) => ({
        ...{ value, isOwn },
        front: front && { ...(await storage.putOnce('media', picture(front))), ...placeOf(front) },
        swatch: swatch && { ...(await storage.putOnce('media', picture(swatch))), ...placeOf(swatch) },
      })),
    ),
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

function assetsOf({ pictures: own, finishes, ...files }: FormRecord, title: string): SeededAssets {
  const ownValue = finishes.find(({ isOwn }) => isOwn)?.value;
  const whole = own.map(({ view, ...file }) => ({
    ...pictureOf(file, altTexts[view](title), ownValue),
    ...(focalPoints[view] && { focal_point: focalPoints[view] }),
  }));
  const inColours = finishes.flatMap(({ value, front }) =>
    front ? pictureOf(front, pictures.inColour(title, value), value) : [],
  );
  const swatches = finishes.flatMap(({ value, swatch }) => (swatch ? [[value, swatchOf(swatch)] as const] : []));
  return { ...files, pictures: [...whole, ...inColours], swatches: Object.fromEntries(swatches) };
}

function pictureOf(file: StoredPicture, altText: string, value: string | undefined): SeededPicture {
  return { ...swatchOf(file), altText, ...(value !== undefined && { value }) };
}

function swatchOf({ key, width, height, thumbhash }: StoredPicture): SeededSwatch {
  return { key, width, height, thumbhash };
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
