import type { Vector3 } from '#generated/provenance.ts';

/** A file of a product in S3. */
export type Asset = Model | Texture;

/** All files of one product. */
export type Assets = readonly Asset[];

export interface Model extends StoredFile {
  role: 'MODEL_GLB' | 'MODEL_USDZ';
  triangles: number;
  boundingBox: { min: Vector3; max: Vector3 };
  materials: number;
  validatedAt: Date;
}

export interface Texture extends StoredFile {
  role: 'DIFFUSE' | 'NORMAL' | 'ROUGHNESS';
  width: number;
  height: number;
}

/** The model in this role; null where the product has none. */
export function modelAs(role: Model['role'], assets: Assets): Model | null {
  return assets.find((asset): asset is Model => asset.role === role) ?? null;
}

/** The texture in this role; null where the product has none. */
export function textureAs(role: Texture['role'], assets: Assets): Texture | null {
  return assets.find((asset): asset is Texture => asset.role === role) ?? null;
}

interface StoredFile {
  productId: string;
  /** Where it lies in the bucket. */
  key: string;
  contentType: string;
  bytes: number;
  /** 64 lower-case hexadecimal digits. */
  sha256: string;
  etag: string;
}
