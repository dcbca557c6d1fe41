import { createHash } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { LakeDocument } from '../documents.ts';
import { httpError } from '../errors.ts';
import { writeFileAtomically } from './renditions.ts';

/** The document of an uploaded image, without revision and dates. */
export interface ImageAsset {
  _id: string;
  _type: 'sanity.imageAsset';
  path: string;
  url: string;
  [field: string]: unknown;
}

/** The image files, named as in their URLs. */
export interface Assets {
  /**
   * Stores an image and returns its document, with the metadata that `meta` names in addition to size and `lqip`: `thumbhash`. Throws a
   * SanityError (400) when the image cannot be read.
   */
  store(bytes: Buffer, filename?: string, meta?: readonly string[]): Promise<ImageAsset>;
  /** The path of an image by the name in its URL; undefined when it does not exist. */
  fileOf(name: string): Promise<string | undefined>;
  /** The document with its URL at the current origin. */
  restore(document: LakeDocument): LakeDocument;
}

/** Where images are stored and served. */
export interface AssetsOptions {
  folder: string;
  projectId: string;
  dataset: string;
  /** Without a trailing slash. */
  origin: string;
}

/** Opens the folder of images, creating it if needed. */
export async function openAssets({ folder, projectId, dataset, origin }: AssetsOptions): Promise<Assets> {
  await mkdir(folder, { recursive: true });
  const fileOf = async (name: string) => {
    if (!/^[0-9a-f]{40}-\d+x\d+\.[a-z0-9]+$/.test(name)) return undefined;
    const file = join(folder, name);
    return access(file).then(
      () => file,
      () => undefined,
    );
  };
  return {
    fileOf,
    restore: (document) =>
      document._type === 'sanity.imageAsset' ? { ...document, url: `${origin}/${document.path}` } : document,
    async store(bytes, filename, meta = []) {
      const sha1hash = createHash('sha1').update(bytes).digest('hex');
      const { dimensions, extension, mimeType, metadata } = await describe(bytes, meta);
      const name = `${sha1hash}-${dimensions}.${extension}`;
      if (!(await fileOf(name))) await writeFileAtomically(join(folder, name), bytes);
      const path = `images/${projectId}/${dataset}/${name}`;
      return {
        _id: `image-${sha1hash}-${dimensions}-${extension}`,
        _type: 'sanity.imageAsset',
        assetId: sha1hash,
        sha1hash,
        extension,
        mimeType,
        originalFilename: filename,
        size: bytes.length,
        path,
        url: `${origin}/${path}`,
        metadata,
      };
    },
  };
}

async function describe(bytes: Buffer, meta: readonly string[]) {
  const image = sharp(bytes);
  const info = await image.metadata().catch(() => undefined);
  if (!info?.width || !info.height) throw httpError(400, 'Bad Request', 'Invalid image, could not read metadata');
  const { width, height, format, hasAlpha } = info;
  const preview = await image.clone().resize(20).jpeg({ quality: 70 }).toBuffer();
  return {
    extension: format === 'jpeg' ? 'jpg' : format,
    mimeType: format === 'svg' ? 'image/svg+xml' : `image/${format}`,
    dimensions: `${width}x${height}`,
    metadata: {
      _type: 'sanity.imageMetadata',
      dimensions: { _type: 'sanity.imageDimensions', width, height, aspectRatio: width / height },
      hasAlpha,
      isOpaque: !hasAlpha,
      lqip: `data:image/jpeg;base64,${preview.toString('base64')}`,
      ...(meta.includes('thumbhash') && { thumbHash: await thumbHashOf(bytes) }),
    },
  };
}

/** The ThumbHash of an image, in Base64. */
async function thumbHashOf(bytes: Buffer): Promise<string> {
  const { data, info } = await sharp(bytes)
    .resize(100, 100, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
