import type { AssetKind, ModelTextures, Vector3 } from '#generated/provenance.ts';

/** A file of a product in S3. */
export type Asset = Model | Texture;

/** All files of one product. */
export type Assets = readonly Asset[];

export interface Model extends StoredFile {
  role: 'MODEL_GLB' | 'MODEL_USDZ';
  triangles: number;
  boundingBox: { min: Vector3; max: Vector3 };
  materials: number;
  extensionsRequired: string[];
  /** Null, like `textures`, for files that were accepted before these were stored. */
  extensionsUsed: string[] | null;
  textures: ModelTextures | null;
  validatedAt: Date;
}

export interface Texture extends StoredFile {
  role: 'DIFFUSE' | 'NORMAL' | 'ROUGHNESS';
  width: number;
  height: number;
}

/** How files of a kind are stored, and their maximum size. */
export interface FileKind {
  role: Asset['role'];
  contentType: string;
  /** The suffix of the file's key, after the digest. */
  extension: string;
  mostBytes: number;
}

const mebibyte = 2 ** 20;

/** The kinds of file that a product may have. */
export const fileKinds: Record<AssetKind, FileKind> = {
  MODEL_GLB: model('MODEL_GLB', 'model/gltf-binary', 'glb'),
  MODEL_USDZ: model('MODEL_USDZ', 'model/vnd.usdz+zip', 'usdz'),
  TEXTURE_DIFFUSE: texture('DIFFUSE'),
  TEXTURE_NORMAL: texture('NORMAL'),
  TEXTURE_ROUGHNESS: texture('ROUGHNESS'),
};

/** The kind of files with this role. */
export function kindOf(role: Asset['role']): FileKind {
  return Object.values(fileKinds).find((kind) => kind.role === role) as FileKind;
}

/** The model with this role; null when the product has none. */
export function modelAs(role: Model['role'], assets: Assets): Model | null {
  return assets.find((asset): asset is Model => asset.role === role) ?? null;
}

/** The texture with this role; null when the product has none. */
export function textureAs(role: Texture['role'], assets: Assets): Texture | null {
  return assets.find((asset): asset is Texture => asset.role === role) ?? null;
}

function model(role: Model['role'], contentType: string, extension: string): FileKind {
  return { role, contentType, extension, mostBytes: 64 * mebibyte };
}

function texture(role: Texture['role']): FileKind {
  return { role, contentType: 'image/png', extension: 'png', mostBytes: 16 * mebibyte };
}

interface StoredFile {
  productId: string;
  /** Its key in the bucket. */
  key: string;
  contentType: string;
  bytes: number;
  /** 64 lower-case hexadecimal digits. */
  sha256: string;
  etag: string;
}
