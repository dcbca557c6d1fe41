import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { httpRefusal } from './errors.ts';
import type { LakeDocument } from './lake.ts';

/** What an uploaded image or file becomes, before the lake gives it revision and dates. */
export interface AssetDocument {
  _id: string;
  _type: 'sanity.imageAsset' | 'sanity.fileAsset';
  path: string;
  url: string;
  [field: string]: unknown;
}

/** The bytes behind asset documents, on disk under the name that their URL ends with. */
export interface Assets {
  /** Keeps the bytes and tells the document to create. Throws a Refusal (400) when an image cannot be read. */
  keep(
    kind: 'image' | 'file',
    bytes: Buffer,
    named: { filename?: string; contentType?: string },
  ): Promise<AssetDocument>;
  /** The file of an asset's name, if there is one. */
  fileOf(name: string): Promise<string | undefined>;
  /** The document with the URL by which its asset is reached now. */
  restore(document: LakeDocument): LakeDocument;
}

/** Where assets are kept and under which address they are served. */
export interface AssetsOptions {
  folder: string;
  projectId: string;
  dataset: string;
  /** Without a slash at the end. */
  origin: string;
}

/** Opens the folder of assets, creating it if needed. */
export async function openAssets({ folder, projectId, dataset, origin }: AssetsOptions): Promise<Assets> {
  await mkdir(folder, { recursive: true });
  const fileOf = async (name: string) => {
    if (!/^[0-9a-f]{40}(-\d+x\d+)?\.[a-z0-9]+$/.test(name)) return undefined;
    const file = join(folder, name);
    return access(file).then(
      () => file,
      () => undefined,
    );
  };
  return {
    fileOf,
    restore: (document) => (isAsset(document) ? { ...document, url: `${origin}/${document.path}` } : document),
    async keep(kind, bytes, { filename, contentType }) {
      const sha1hash = createHash('sha1').update(bytes).digest('hex');
      const described = kind === 'image' ? await describeImage(bytes) : describeFile(filename, contentType);
      const size = described.dimensions ? `-${described.dimensions}` : '';
      const name = `${sha1hash}${size}.${described.extension}`;
      if (!(await fileOf(name))) await writeWhole(join(folder, name), bytes);
      const path = `${kind}s/${projectId}/${dataset}/${name}`;
      return {
        _id: `${kind}-${sha1hash}${size}-${described.extension}`,
        _type: kind === 'image' ? 'sanity.imageAsset' : 'sanity.fileAsset',
        assetId: sha1hash,
        sha1hash,
        extension: described.extension,
        mimeType: described.mimeType,
        originalFilename: filename,
        size: bytes.length,
        path,
        url: `${origin}/${path}`,
        ...(described.metadata && { metadata: described.metadata }),
      };
    },
  };
}

interface Description {
  extension: string;
  mimeType: string;
  dimensions?: string;
  metadata?: Record<string, unknown>;
}

async function describeImage(bytes: Buffer): Promise<Description> {
  const image = sharp(bytes);
  const info = await image.metadata().catch(() => undefined);
  if (!info?.width || !info.height) throw httpRefusal(400, 'Bad Request', 'Invalid image, could not read metadata');
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
    },
  };
}

function describeFile(filename = '', contentType = 'application/octet-stream'): Description {
  const extension = extname(filename).slice(1).toLowerCase();
  return { extension: /^[a-z0-9]+$/.test(extension) ? extension : 'bin', mimeType: contentType };
}

/** Written beside and renamed, so that a file under its final name is always whole. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}

function isAsset(document: LakeDocument): boolean {
  return document._type === 'sanity.imageAsset' || document._type === 'sanity.fileAsset';
}
