import { type DeclaredSizes, decodedBytes, nodeDepth, objectCount } from './declared-sizes.ts';

const mebibyte = 2 ** 20;

/** Limits of a GLB's content. Larger files cannot be shown on a phone, or are a denial-of-service attack. */
export const limits = {
  /** Bytes of geometry and images, decompressed as by a viewer. */
  decodedBytes: 256 * mebibyte,
  /** Nodes, meshes, primitives, accessors, materials, images, animation channels and the like. */
  objects: 50_000,
  /** Levels of nested nodes. */
  nodeDepth: 256,
  /** Names of extensions. */
  extensions: 100,
  /** Drawn triangles and vertices, with each instance counted. */
  triangles: 10_000_000,
  vertices: 30_000_000,
  /** Pixels on the longer side of an image. */
  imagePixels: 16_384,
};

/** A limit that a file exceeds; the message has both numbers. */
export interface ExceededLimit {
  code:
    | 'TOO_LARGE_DECODED'
    | 'TOO_MANY_OBJECTS'
    | 'TOO_DEEP'
    | 'TOO_MANY_EXTENSIONS'
    | 'TOO_MANY_TRIANGLES'
    | 'IMAGE_TOO_LARGE';
  message: string;
}

/** The first limit that the declared sizes exceed; undefined when there is none. A cycle of nodes is not a limit. */
export function exceededLimit(declared: DeclaredSizes): ExceededLimit | undefined {
  const bytes = decodedBytes(declared);
  if (bytes > limits.decodedBytes) {
    const sizes = `${Math.ceil(bytes / mebibyte)} MiB; the limit is ${limits.decodedBytes / mebibyte} MiB`;
    return { code: 'TOO_LARGE_DECODED', message: `The decoded geometry and images have ${sizes}.` };
  }
  const objects = objectCount(declared);
  if (objects > limits.objects) {
    return {
      code: 'TOO_MANY_OBJECTS',
      message: `The file has ${objects} objects; the limit is ${limits.objects}.`,
    };
  }
  const depth = nodeDepth(declared);
  if (Number.isFinite(depth) && depth > limits.nodeDepth) {
    const message = `Nodes are nested ${depth} levels deep; the limit is ${limits.nodeDepth}.`;
    return { code: 'TOO_DEEP', message };
  }
  const extensions = declared.extensionsUsed.length;
  if (extensions > limits.extensions) {
    const message = `The file uses ${extensions} extensions; the limit is ${limits.extensions}.`;
    return { code: 'TOO_MANY_EXTENSIONS', message };
  }
  return undefined;
}
