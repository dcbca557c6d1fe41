import { type Claims, decodedBytes, nodeDepth, objectCount } from './claims.ts';

const mebibyte = 2 ** 20;

/** How much a GLB may hold. Larger files cannot be shown on a phone, or were made to exhaust a reader. */
export const limits = {
  /** Bytes of geometry and images, decompressed as far as a viewer does before it draws. */
  decodedBytes: 256 * mebibyte,
  /** Nodes, meshes, primitives, accessors, materials, images, animation channels and the like. */
  objects: 50_000,
  /** Nodes below each other. */
  nodeDepth: 256,
  /** Names of extensions. */
  extensions: 100,
  /** Triangles that are drawn, and vertices that are placed, each instance counted. */
  triangles: 10_000_000,
  vertices: 30_000_000,
  /** Pixels on the longer side of an image. */
  imagePixels: 16_384,
};

/** A limit that a file exceeds, in a sentence with both numbers. */
export interface Excess {
  code:
    | 'TOO_LARGE_DECODED'
    | 'TOO_MANY_OBJECTS'
    | 'TOO_DEEP'
    | 'TOO_MANY_EXTENSIONS'
    | 'TOO_MANY_TRIANGLES'
    | 'IMAGE_TOO_LARGE';
  message: string;
}

/** The first limit that a file exceeds by what it says of itself; undefined where it exceeds none. A loop of nodes is none. */
export function excessOf(claims: Claims): Excess | undefined {
  const bytes = decodedBytes(claims);
  if (bytes > limits.decodedBytes) {
    const sizes = `${Math.ceil(bytes / mebibyte)} MiB; at most ${limits.decodedBytes / mebibyte} MiB are taken`;
    return { code: 'TOO_LARGE_DECODED', message: `Decoded, geometry and images take ${sizes}.` };
  }
  const objects = objectCount(claims);
  if (objects > limits.objects) {
    return {
      code: 'TOO_MANY_OBJECTS',
      message: `The file has ${objects} objects; at most ${limits.objects} are taken.`,
    };
  }
  const depth = nodeDepth(claims);
  if (Number.isFinite(depth) && depth > limits.nodeDepth) {
    const message = `Nodes stand ${depth} levels deep; at most ${limits.nodeDepth} are taken.`;
    return { code: 'TOO_DEEP', message };
  }
  const extensions = claims.extensionsUsed.length;
  if (extensions > limits.extensions) {
    const message = `The file names ${extensions} extensions; at most ${limits.extensions} are taken.`;
    return { code: 'TOO_MANY_EXTENSIONS', message };
  }
  return undefined;
}
