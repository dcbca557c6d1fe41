import { type GLTF, Logger, NodeIO, type Root } from '@gltf-transform/core';
import draco3d from 'draco3dgltf';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import type { AssetIssue } from '#generated/provenance.ts';
import { readable, readableJson } from './extensions.ts';
import { type Box, emptyBox, lastIndex, place, placeBySkin, pointsOf, trianglesOf } from './geometry.ts';
import { lookAt } from './images.ts';
import { error, type Inspection, type ModelFacts, type Point } from './inspection.ts';
import { limits } from './limits.ts';
import { type Drawn, drawnIn } from './scene.ts';

/** What is measured in a file. */
export type Measured = Pick<ModelFacts, 'triangles' | 'boundingBox' | 'textures'>;

/**
 * Decodes the file and measures what a viewer draws when it opens it: see `drawnIn`. The box holds every point where it
 * stands, morphed by the weights in the file and moved by the joints as they stand there. Rejects where the file cannot
 * be decoded.
 */
export async function measure(glb: Uint8Array): Promise<Inspection<Measured>> {
  const root = await decode(glb);
  const images = lookAt(root.listTextures());
  if (images.broken.length > 0) return { issues: images.broken, facts: null };
  const drawn = drawnIn(root);
  const triangles = total(drawn, ({ primitive }) => trianglesOf(primitive));
  const excess = [...images.excessive, ...excessOf(drawn, triangles)];
  if (excess.length > 0) return { issues: excess, facts: null, refusal: 'FILE_TOO_COMPLEX' };
  const broken = brokenIndices(root);
  if (broken.length > 0) return { issues: broken, facts: null };
  const box = emptyBox();
  for (const one of drawn) {
    if (!placeIn(box, one)) return { issues: [error('ACCESSOR_JOINTS_INDEX_OOB', noJoint)], facts: null };
  }
  if (triangles === 0) return { issues: [error('EMPTY', 'The scene has no triangles.')], facts: null };
  if (![...box.min, ...box.max].every(Number.isFinite)) {
    return { issues: [error('ACCESSOR_INVALID_FLOAT', 'A point of the scene is not finite.')], facts: null };
  }
  const boundingBox = { min: rounded(box.min), max: rounded(box.max) };
  return { issues: [], facts: { triangles, boundingBox, textures: images.facts } };
}

const noJoint = 'A vertex names a joint that its skin does not have.';

async function decode(glb: Uint8Array): Promise<Root> {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(readable)
    .registerDependencies({
      'meshopt.decoder': MeshoptDecoder,
      'draco3d.decoder': await draco3d.createDecoderModule(),
    });
  // Numbers of four bytes are read in place.
  const { json, resources } = await io.binaryToJSON(glb.byteOffset % 4 === 0 ? glb : new Uint8Array(glb));
  return (await io.readJSON({ json: readableJson(json as GLTF.IGLTF), resources })).getRoot();
}

function excessOf(drawn: readonly Drawn[], triangles: number): AssetIssue[] {
  const vertices = total(drawn, ({ primitive }) => primitive.getAttribute('POSITION')?.getCount() ?? 0);
  if (triangles <= limits.triangles && vertices <= limits.vertices) return [];
  const most = `at most ${limits.triangles} triangles and ${limits.vertices} vertices are taken`;
  return [error('TOO_MANY_TRIANGLES', `The scene has ${triangles} triangles and ${vertices} vertices; ${most}.`)];
}

/** Compressed indices are not seen by the Khronos validator. */
function brokenIndices(root: Root): AssetIssue[] {
  return root.listMeshes().flatMap((mesh, number) =>
    mesh.listPrimitives().flatMap((primitive, part) => {
      const vertices = primitive.getAttribute('POSITION')?.getCount() ?? 0;
      const last = lastIndex(primitive);
      if (last < vertices) return [];
      const message = `An index has the value ${last}, and there are ${vertices} vertices.`;
      return [error('ACCESSOR_INDEX_OOB', message, `/meshes/${number}/primitives/${part}/indices`)];
    }),
  );
}

/** False where a vertex names a joint that is not there. */
function placeIn(box: Box, drawn: Drawn): boolean {
  const points = pointsOf(drawn.primitive, drawn.weights);
  if (drawn.skin) return placeBySkin(points, drawn.primitive, drawn.skin, box);
  for (const matrix of drawn.placements()) place(points, matrix, box);
  return true;
}

function total(drawn: readonly Drawn[], count: (drawn: Drawn) => number): number {
  return drawn.reduce((sum, one) => sum + count(one) * one.instances, 0);
}

/** To the hundredth of a millimetre: beyond that is what single precision adds. */
function rounded(point: readonly number[]): Point {
  return point.map((part) => Math.round(part * 1e5) / 1e5) as Point;
}
