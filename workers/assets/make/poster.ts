import type { Document, Material, mat4, Primitive } from '@gltf-transform/core';
import sharp from 'sharp';
import { numbersOf, pointsOf } from '#kit/models/geometry.ts';
import type { ModelFacts } from '#kit/models/inspection.ts';
import { type Drawn, drawnIn } from '#kit/models/scene.ts';
import { axesOf, draw, type Paint, type Part } from './raster.ts';
import type { Camera, MadePoster, Vector } from './result.ts';

/** Pixels on each side. It is drawn twice as large, and reduced for smooth edges. */
const side = 768;

/** Degrees: slightly from the right and from above, as `model-viewer` does with `30deg 75deg`. */
const view = { azimuth: 30, inclination: 75, fieldOfView: 30 };

/** The share of the picture that the model may fill. */
const filled = 0.86;

/** The most instances that are drawn; a picture of 800 pixels shows no more. */
const mostPlacements = 500;

/** Draws a poster: WebP with a transparent background, and the camera with which a viewer shows the same picture. */
export async function drawPoster(document: Document, box: ModelFacts['boundingBox']): Promise<MadePoster> {
  const textures = new Map<Material | null, Paint>();
  const parts: Part[] = [];
  for (const drawn of drawnIn(document.getRoot())) {
    const material = drawn.primitive.getMaterial();
    const paint = textures.get(material) ?? (await paintOf(material));
    textures.set(material, paint);
    parts.push(...partsOf(drawn, paint));
  }
  const camera = cameraFor(box);
  const pixels = draw(parts, camera, 2 * side);
  const raw = { width: 2 * side, height: 2 * side, channels: 4 } as const;
  const bytes = await sharp(pixels, { raw }).resize(side, side).webp({ quality: 82 }).toBuffer();
  return { bytes, contentType: 'image/webp', extension: 'webp', width: side, height: side, camera };
}

/** A camera that fits the box into the picture. */
export function cameraFor({ min, max }: ModelFacts['boundingBox']): Camera {
  const target = min.map((low, axis) => round((low + (max[axis] as number)) / 2)) as Vector;
  const [azimuth, inclination, fieldOfView] = [view.azimuth, view.inclination, view.fieldOfView].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as Vector;
  const outward: Vector = [
    Math.sin(inclination) * Math.sin(azimuth),
    Math.cos(inclination),
    Math.sin(inclination) * Math.cos(azimuth),
  ];
  const { right, up } = axesOf({ position: outward, target: [0, 0, 0] });
  const reach = Math.tan(fieldOfView / 2) * filled;
  let distance = 0;
  for (let corner = 0; corner < 8; corner++) {
    const point = target.map((middle, axis) => (((corner >> axis) & 1 ? max : min)[axis] as number) - middle) as Vector;
    const across = Math.max(Math.abs(dot(point, right)), Math.abs(dot(point, up)));
    distance = Math.max(distance, across / reach + dot(point, outward));
  }
  distance = round(Math.max(distance, 1e-3));
  const position = target.map((part, axis) => round(part + (outward[axis] as number) * distance)) as Vector;
  return { position, target, ...view, distance };
}

function partsOf({ primitive, skin, placements }: Drawn, paint: Paint): Part[] {
  const points = pointsOf(primitive, []);
  const uvs = numbersOf(primitive.getAttribute('TEXCOORD_0'));
  const indices = trianglesOf(primitive, points.length / 3);
  if (indices.length === 0) return [];
  const normals = normalsOf(primitive, points, indices);
  const parts: Part[] = [];
  // A skinned mesh is drawn in its bind pose, in which its points are in the world already.
  for (const matrix of skin ? [identity] : placements()) {
    if (parts.length === mostPlacements) break;
    parts.push({
      positions: transformed(points, matrix, 1),
      normals: transformed(normals, matrix, 0),
      uvs: uvs.length > 0 ? uvs : null,
      indices,
      paint,
    });
  }
  return parts;
}

async function paintOf(material: Material | null): Promise<Paint> {
  const image = material?.getBaseColorTexture();
  const bytes = image?.getMimeType() === 'image/ktx2' ? null : image?.getImage();
  const [red = 1, green = 1, blue = 1] = material?.getBaseColorFactor() ?? [];
  return {
    colour: [red, green, blue],
    texture: bytes ? await pixelsOf(bytes) : null,
    metallic: material?.getMetallicRoughnessTexture() ? 0.3 : (material?.getMetallicFactor() ?? 0),
    alphaCutoff: material?.getAlphaMode() === 'MASK' ? material.getAlphaCutoff() : 0,
  };
}

async function pixelsOf(bytes: Uint8Array) {
  const image = sharp(bytes).resize(1_024, 1_024, { fit: 'inside', withoutEnlargement: true }).ensureAlpha();
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

/** The corners of the triangles of lists, strips and fans. */
function trianglesOf(primitive: Primitive, vertices: number): ArrayLike<number> {
  const corners = primitive.getIndices()?.getArray() ?? Uint32Array.from({ length: vertices }, (_, index) => index);
  const mode = primitive.getMode();
  if (mode === 4) return corners;
  if (mode !== 5 && mode !== 6) return [];
  const at = (place: number) => corners[place] as number;
  return Uint32Array.from({ length: Math.max(0, corners.length - 2) * 3 }, (_, place) => {
    const start = Math.floor(place / 3);
    const corner = place % 3;
    return mode === 5 ? at(start + corner) : at(corner === 0 ? 0 : start + corner);
  });
}

/** The normals of the file, or else those of the triangles. */
function normalsOf(primitive: Primitive, points: Float32Array, indices: ArrayLike<number>): Float32Array {
  const given = numbersOf(primitive.getAttribute('NORMAL'));
  if (given.length === points.length) return given;
  const normals = new Float32Array(points.length);
  for (let start = 0; start + 2 < indices.length; start += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => 3 * (indices[start + corner] as number)) as Vector;
    const edge = (from: number, to: number, axis: number) => (points[to + axis] ?? 0) - (points[from + axis] ?? 0);
    const [ux, uy, uz] = [edge(a, b, 0), edge(a, b, 1), edge(a, b, 2)];
    const [wx, wy, wz] = [edge(a, c, 0), edge(a, c, 1), edge(a, c, 2)];
    for (const corner of [a, b, c]) {
      normals[corner] = (normals[corner] as number) + uy * wz - uz * wy;
      normals[corner + 1] = (normals[corner + 1] as number) + uz * wx - ux * wz;
      normals[corner + 2] = (normals[corner + 2] as number) + ux * wy - uy * wx;
    }
  }
  return normals;
}

function transformed(vectors: Float32Array, matrix: Readonly<mat4>, weight: 0 | 1): Float32Array {
  const result = new Float32Array(vectors.length);
  for (let start = 0; start < vectors.length; start += 3) {
    for (let axis = 0; axis < 3; axis++) {
      result[start + axis] =
        (matrix[axis] as number) * (vectors[start] as number) +
        (matrix[axis + 4] as number) * (vectors[start + 1] as number) +
        (matrix[axis + 8] as number) * (vectors[start + 2] as number) +
        (matrix[axis + 12] as number) * weight;
    }
  }
  return result;
}

const identity: mat4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function dot([ax, ay, az]: Vector, [bx, by, bz]: Vector): number {
  return ax * bx + ay * by + az * bz;
}

/** Rounds to a tenth of a millimetre. */
function round(metres: number): number {
  return Math.round(metres * 1e4) / 1e4;
}
