import type { Mesh } from '../geometry/mesh.ts';
import { normalize, type Vector } from '../geometry/vector.ts';
import type { Texture, TextureMaps } from '../textures/textures.ts';
import type { Sky } from './sky.ts';
import { light } from './tones.ts';

/** The subject of a picture: a model with its finish, and the linear colour of the ground. */
export interface Subject {
  mesh: Mesh;
  maps: TextureMaps;
  metallic: number;
  sky: Sky;
  ground: Vector;
}

/** Writes the light from a point of a triangle into `into`. The point is given by the weights of the second and third corner. */
export type Shade = (triangle: number, shareB: number, shareC: number, into: Float64Array) => void;

/** A softbox light. */
interface Softbox {
  direction: Vector;
  brightness: number;
  /** Larger values make the light smaller. */
  narrowness: number;
}

/** The direction of the key light: above, left, front. */
export const keyDirection = normalize([-0.6, 0.66, 0.46]);

const softboxes: Softbox[] = [
  { direction: keyDirection, brightness: 2.2, narrowness: 9 },
  { direction: normalize([0.95, 0.32, 0.02]), brightness: 0.8, narrowness: 18 },
  { direction: normalize([-0.9, 0.12, -0.42]), brightness: 0.6, narrowness: 20 },
  { direction: normalize([0.15, 1, -0.35]), brightness: 0.6, narrowness: 6 },
];

/** Position 3, normal 3, tangent 3, texture 2, reached light 1. */
const perVertex = 12;

/** Returns the shader of a subject seen from `eye`. It is called for every pixel, so it allocates no objects. */
export function lit({ mesh, maps, metallic, sky, ground }: Subject, eye: Vector): Shade {
  const { indices, isThin } = mesh;
  const vertices = interleaved(mesh, sky);
  const point = new Float64Array(perVertex);
  const texel = new Float64Array(3);
  const out = new Float64Array(3);

  return (triangle, shareB, shareC, into) => {
    const a = (indices[3 * triangle] as number) * perVertex;
    const b = (indices[3 * triangle + 1] as number) * perVertex;
    const c = (indices[3 * triangle + 2] as number) * perVertex;
    const shareA = 1 - shareB - shareC;
    for (let part = 0; part < perVertex; part++) {
      point[part] =
        (vertices[a + part] as number) * shareA +
        (vertices[b + part] as number) * shareB +
        (vertices[c + part] as number) * shareC;
    }
    const u = point[9] as number;
    const v = point[10] as number;
    const reached = point[11] as number;
    let viewX = eye[0] - (point[0] as number);
    let viewY = eye[1] - (point[1] as number);
    let viewZ = eye[2] - (point[2] as number);
    const near = 1 / Math.sqrt(viewX * viewX + viewY * viewY + viewZ * viewZ);
    viewX *= near;
    viewY *= near;
    viewZ *= near;
    sample(maps.normal, u, v, texel);
    bend(point, texel, isThin && seenFromBehind(point, viewX, viewY, viewZ) ? -1 : 1, out);
    const x = out[0] as number;
    const y = out[1] as number;
    const z = out[2] as number;

    const facing = Math.max(0.02, x * viewX + y * viewY + z * viewZ);
    const mirrorX = 2 * facing * x - viewX;
    const mirrorY = 2 * facing * y - viewY;
    const mirrorZ = 2 * facing * z - viewZ;
    const rough = roughnessAt(maps.roughness, u, v);
    const blur = 0.5 * rough * rough * rough * rough + 5e-4;
    let scattered = 0.16 + 0.12 * y;
    let mirrored = 0.06 + 0.62 * smooth(-0.1 - 0.8 * rough, 0.7 + 0.5 * rough, mirrorY);
    for (let index = 0; index < softboxes.length; index++) {
      const { direction, brightness, narrowness } = softboxes[index] as Softbox;
      const lean = x * direction[0] + y * direction[1] + z * direction[2];
      if (lean > -0.2) scattered += 0.3 * brightness * (lean + 0.2);
      const glance = mirrorX * direction[0] + mirrorY * direction[1] + mirrorZ * direction[2];
      const width = 1 / (1 / narrowness + blur);
      const lobe = 1 / (1 + 0.25 * width * (1 - glance));
      mirrored += ((1.8 * brightness * width) / narrowness) * lobe * lobe * lobe * lobe;
    }

    const open = 0.08 + 0.92 * reached;
    const groundBelow = 0.3 * Math.max(0, -y) + 0.05;
    const groundMirrored = 0.55 * smooth(0.15, -0.45, mirrorY);
    const dull = 1 - 0.75 * rough * (1 - metallic);
    const grazing = (1 - facing) * (1 - facing);
    const fresnel = grazing * grazing * (1 - facing) * (1 - 0.85 * rough);
    sample(maps.diffuse, u, v, texel);
    for (let channel = 0; channel < 3; channel++) {
      const colour = light[(texel[channel] as number) | 0] as number;
      const floor = ground[channel] as number;
      const base = 0.04 + (colour - 0.04) * metallic;
      const matte = colour * (1 - metallic) * (scattered * open + groundBelow * floor);
      const gloss = (base + (1 - base) * fresnel) * (mirrored * (0.25 + 0.75 * reached) + groundMirrored * floor);
      into[channel] = matte + gloss * dull;
    }
  };
}

function interleaved({ positions, normals, tangents, uvs }: Mesh, { onModel }: Sky): Float64Array {
  const values = new Float64Array(onModel.length * perVertex);
  for (let vertex = 0; vertex < onModel.length; vertex++) {
    const start = vertex * perVertex;
    values.set(positions.subarray(vertex * 3, vertex * 3 + 3), start);
    values.set(normals.subarray(vertex * 3, vertex * 3 + 3), start + 3);
    values.set(tangents.subarray(vertex * 4, vertex * 4 + 3), start + 6);
    values.set(uvs.subarray(vertex * 2, vertex * 2 + 2), start + 9);
    values[start + 11] = onModel[vertex] as number;
  }
  return values;
}

function seenFromBehind(point: Float64Array, viewX: number, viewY: number, viewZ: number): boolean {
  return (point[3] as number) * viewX + (point[4] as number) * viewY + (point[5] as number) * viewZ < 0;
}

/** The direction in which a point looks when the normal map has bent it. */
function bend(point: Float64Array, texel: Float64Array, side: 1 | -1, into: Float64Array): void {
  const right = (texel[0] as number) / 127.5 - 1;
  const up = (texel[1] as number) / 127.5 - 1;
  const out = (texel[2] as number) / 127.5 - 1;
  const nx = (point[3] as number) * side;
  const ny = (point[4] as number) * side;
  const nz = (point[5] as number) * side;
  const tx = point[6] as number;
  const ty = point[7] as number;
  const tz = point[8] as number;
  const x = tx * right + (ny * tz - nz * ty) * up + nx * out;
  const y = ty * right + (nz * tx - nx * tz) * up + ny * out;
  const z = tz * right + (nx * ty - ny * tx) * up + nz * out;
  const size = 1 / Math.sqrt(x * x + y * y + z * z);
  into[0] = x * size;
  into[1] = y * size;
  into[2] = z * size;
}

/** The colour of a texture between its pixels. Its edge is a power of two. */
function sample({ edge, pixels }: Texture, u: number, v: number, into: Float64Array): void {
  const x = u * edge - 0.5;
  const y = v * edge - 0.5;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const dx = x - left;
  const dy = y - top;
  const last = edge - 1;
  const upperLeft = ((top & last) * edge + (left & last)) * 3;
  const upperRight = ((top & last) * edge + ((left + 1) & last)) * 3;
  const lowerLeft = (((top + 1) & last) * edge + (left & last)) * 3;
  const lowerRight = (((top + 1) & last) * edge + ((left + 1) & last)) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = (pixels[upperLeft + channel] as number) * (1 - dx) + (pixels[upperRight + channel] as number) * dx;
    const lower = (pixels[lowerLeft + channel] as number) * (1 - dx) + (pixels[lowerRight + channel] as number) * dx;
    into[channel] = upper * (1 - dy) + lower * dy;
  }
}

function roughnessAt({ edge, pixels }: Texture, u: number, v: number): number {
  const last = edge - 1;
  return (pixels[((Math.floor(v * edge) & last) * edge + (Math.floor(u * edge) & last)) * 3 + 1] as number) / 255;
}

function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
