import { type Document, Logger } from '@gltf-transform/core';
import { cloneDocument, simplify, weld } from '@gltf-transform/functions';
import { MeshoptSimplifier } from 'meshoptimizer';

/** A level of detail: the share of the triangles, the longest side of images, and where it is enough. */
export interface Level {
  level: number;
  ratio: number;
  side: number;
  /** See `MadeModel.screenCoverage`. */
  screenCoverage: number;
}

/**
 * The levels. Half the texture side goes with half the height on the screen: on a display of 1,920 × 1,080 pixels, a model that
 * covers 20% of the area is about 640 pixels high, and 1.5% are about 175 pixels.
 */
export const wholeModel: Level = { level: 0, ratio: 1, side: 2_048, screenCoverage: 0.2 };
export const simplerLevels: readonly Level[] = [
  { level: 1, ratio: 0.5, side: 1_024, screenCoverage: 0.06 },
  { level: 2, ratio: 0.25, side: 512, screenCoverage: 0.015 },
  { level: 3, ratio: 0.1, side: 256, screenCoverage: 0 },
];

/** The largest change of the surface, as a share of the size of a mesh. */
const largestError = 0.02;

/** The document with about this share of its triangles; more where the surface would change visibly. */
export async function simplified(source: Document, ratio: number): Promise<Document> {
  await MeshoptSimplifier.ready;
  const document = cloneDocument(source).setLogger(new Logger(Logger.Verbosity.SILENT));
  return document.transform(weld(), simplify({ simplifier: MeshoptSimplifier, ratio, error: largestError }));
}
