import { type Document, type GLTF, Logger, NodeIO, type Root } from '@gltf-transform/core';
import draco3d from 'draco3dgltf';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { readable, readableJson } from './extensions.ts';
import { type Box, emptyBox, extendBox, extendBoxBySkin, lastIndex, pointsOf, trianglesOf } from './geometry.ts';
import { inspectImages } from './images.ts';
import { type AssetIssue, error, type Inspection, type ModelFacts, type Point } from './inspection.ts';
import { limits } from './limits.ts';
import { type Drawn, drawnIn } from './scene.ts';

/** The measures of a file. */
export type Measured = Pick<ModelFacts, 'triangles' | 'boundingBox' | 'textures'>;

/**
 * Decodes the file and measures what a viewer draws when it opens the file: see `drawnIn`. The bounding box contains every
 * point, morphed by the weights and skinned by the joints of the file. Rejects when the file cannot be decoded.
 */
export async function measure(glb: Uint8Array): Promise<Inspection<Measured>> {
  const root = (await decodeGlb(glb)).getRoot();
  const images = inspectImages(root.listTextures());
  if (images.broken.length > 0) return { issues: images.broken, facts: null };
  const drawn = drawnIn(root);
  const triangles = total(drawn, ({ primitive }) => trianglesOf(primitive));
  const exceeded = [...images.tooLarge, ...exceededLimit(drawn, triangles)];
  if (exceeded.length > 0) return { issues: exceeded, facts: null, refusal: 'FILE_TOO_COMPLEX' };
  const broken = brokenIndices(root);
  if (broken.length > 0) return { issues: broken, facts: null };
  const box = emptyBox();
  for (const one of drawn) {
    if (!extendBoxByDrawn(box, one)) return { issues: [error('ACCESSOR_JOINTS_INDEX_OOB', noJoint)], facts: null };
  }
  if (triangles === 0) return { issues: [error('EMPTY', 'The scene has no triangles.')], facts: null };
  if (![...box.min, ...box.max].every(Number.isFinite)) {
    return { issues: [error('ACCESSOR_INVALID_FLOAT', 'A point of the scene is not finite.')], facts: null };
  }
  const boundingBox = { min: rounded(box.min), max: rounded(box.max) };
  return { issues: [], facts: { triangles, boundingBox, textures: images.facts } };
}

const noJoint = 'A vertex refers to a joint that its skin does not have.';

/** Decodes a file; rejects when it cannot be decoded. Check its limits and validate it first: see `inspectGlb`. */
export async function decodeGlb(glb: Uint8Array): Promise<Document> {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(readable)
    .registerDependencies({
      'meshopt.decoder': MeshoptDecoder,
      'draco3d.decoder': await draco3d.createDecoderModule(),
    });
  // Typed arrays need an alignment of four bytes.
  const { json, resources } = await io.binaryToJSON(glb.byteOffset % 4 === 0 ? glb : new Uint8Array(glb));
  return io.readJSON({ json: readableJson(json as GLTF.IGLTF), resources });
}

function exceededLimit(drawn: readonly Drawn[], triangles: number): AssetIssue[] {
  const vertices = total(drawn, ({ primitive }) => primitive.getAttribute('POSITION')?.getCount() ?? 0);
  if (triangles <= limits.triangles && vertices <= limits.vertices) return [];
  const allowed = `the limits are ${limits.triangles} and ${limits.vertices}`;
  return [error('TOO_MANY_TRIANGLES', `The scene has ${triangles} triangles and ${vertices} vertices; ${allowed}.`)];
}

/** Checks indices, because the Khronos validator does not decode compressed ones. */
function brokenIndices(root: Root): AssetIssue[] {
  return root.listMeshes().flatMap((mesh, number) =>
    mesh.listPrimitives().flatMap((primitive, part) => {
      const vertices = primitive.getAttribute('POSITION')?.getCount() ?? 0;
      const last = lastIndex(primitive);
      if (last < vertices) return [];
      const message = `An index has the value ${last}, but there are only ${vertices} vertices.`;
      return [error('ACCESSOR_INDEX_OOB', message, `/meshes/${number}/primitives/${part}/indices`)];
    }),
  );
}

/** Extends the box by a primitive. False when a vertex refers to a missing joint. */
function extendBoxByDrawn(box: Box, drawn: Drawn): boolean {
  const points = pointsOf(drawn.primitive, drawn.weights);
  if (drawn.skin) return extendBoxBySkin(points, drawn.primitive, drawn.skin, box);
  for (const matrix of drawn.placements()) extendBox(points, matrix, box);
  return true;
}

function total(drawn: readonly Drawn[], count: (drawn: Drawn) => number): number {
  return drawn.reduce((sum, one) => sum + count(one) * one.instances, 0);
}

/** Rounds to a hundredth of a millimetre, because smaller digits are rounding errors of single precision. */
function rounded(point: readonly number[]): Point {
  return point.map((part) => Math.round(part * 1e5) / 1e5) as Point;
}
