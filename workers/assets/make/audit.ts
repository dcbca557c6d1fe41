import type { Document, Primitive, Texture } from '@gltf-transform/core';
import { listTextureSlots } from '@gltf-transform/functions';
import sharp from 'sharp';
import { numbersOf } from '#kit/models/geometry.ts';
import type { ModelFacts } from '#kit/models/inspection.ts';
import type { AuditCheck, AuditRule } from './result.ts';

/**
 * The recommendations of Khronos for models of products: 3D Commerce Asset Creation Guidelines, with the figures that the
 * Khronos asset auditor has as defaults.
 */
const recommended = {
  kilobytes: 5_120,
  triangles: 100_000,
  materials: 5,
  /** Sides of images in pixels. */
  largestSide: 2_048,
  smallestSide: 512,
  /** The luminosity of base colours, 0 to 255, so that light and shadow can change them. */
  darkest: 30,
  brightest: 243,
  /** Metres. The guidelines have no figure; a larger product was probably modelled in other units. */
  longestEdge: 10,
};

/** Checks a model against the recommendations. A rule that fails does not reject the file. */
export async function audit(document: Document, bytes: number, facts: ModelFacts): Promise<AuditCheck[]> {
  const root = document.getRoot();
  const textures = root.listTextures();
  const primitives = root.listMeshes().flatMap((mesh) => mesh.listPrimitives());
  const { min, max } = facts.boundingBox;
  const edge = Math.max(...[0, 1, 2].map((axis) => (max[axis] as number) - (min[axis] as number)));
  return [
    atMost('FILE_SIZE', Math.ceil(bytes / 1_024), recommended.kilobytes, 'kilobytes'),
    atMost('TRIANGLES', facts.triangles, recommended.triangles, 'triangles'),
    atMost('MATERIALS', facts.materials, recommended.materials, 'materials'),
    ...textureChecks(textures),
    await colourCheck(textures),
    ...uvChecks(primitives),
    rootCheck(document),
    atMost('DIMENSIONS', edge, recommended.longestEdge, 'metres on the longest edge'),
  ];
}

function textureChecks(textures: readonly Texture[]): AuditCheck[] {
  const sizes = textures.flatMap((texture) => [texture.getSize() ?? []].filter(({ length }) => length === 2));
  if (sizes.length === 0) {
    return (['TEXTURE_SIZE_MAX', 'TEXTURE_SIZE_MIN', 'TEXTURE_POWER_OF_TWO'] as const).map((rule) =>
      notTested(rule, 'The model has no images.'),
    );
  }
  const odd = sizes.flat().filter((side) => !Number.isInteger(Math.log2(side))).length;
  const smallest = Math.min(...sizes.flat());
  return [
    atMost('TEXTURE_SIZE_MAX', Math.max(...sizes.flat()), recommended.largestSide, 'pixels on the longest side'),
    check(
      'TEXTURE_SIZE_MIN',
      smallest >= recommended.smallestSide,
      smallest,
      recommended.smallestSide,
      `The smallest image has ${smallest} pixels on its shorter side; at least ${recommended.smallestSide} are recommended.`,
    ),
    check('TEXTURE_POWER_OF_TWO', odd === 0, odd, 0, `${odd} sides of images are not a power of two.`),
  ];
}

/** The share of base colours outside the recommended range, which is measured on a small copy of each image. */
async function colourCheck(textures: readonly Texture[]): Promise<AuditCheck> {
  const base = textures.filter((texture) => listTextureSlots(texture).includes('baseColorTexture'));
  let [outside, pixels] = [0, 0];
  for (const texture of base) {
    const image = texture.getImage();
    if (!image || texture.getMimeType() === 'image/ktx2') continue;
    const grey = await sharp(image).removeAlpha().greyscale().resize(64, 64, { fit: 'fill' }).raw().toBuffer();
    pixels += grey.length;
    outside += grey.filter((value) => value < recommended.darkest || value > recommended.brightest).length;
  }
  if (pixels === 0) return notTested('BASE_COLOUR_RANGE', 'The model has no readable base colour image.');
  const percent = Math.round((1_000 * outside) / pixels) / 10;
  const { darkest, brightest } = recommended;
  const message = `${percent}% of the base colours are outside of the luminosities ${darkest} to ${brightest}.`;
  return check('BASE_COLOUR_RANGE', percent <= 1, percent, 1, message);
}

function uvChecks(primitives: readonly Primitive[]): AuditCheck[] {
  const textured = primitives.filter((primitive) => primitive.getMaterial()?.getBaseColorTexture());
  const without = textured.filter((primitive) => !primitive.getAttribute('TEXCOORD_0')).length;
  const inverted = textured.reduce((sum, primitive) => sum + invertedUvs(primitive), 0);
  return [
    check('UVS_PRESENT', without === 0, without, 0, `${without} textured parts have no texture coordinates.`),
    check('UVS_NOT_INVERTED', inverted === 0, inverted, 0, `${inverted} triangles are mirrored in texture space.`),
  ];
}

/** The triangles of a primitive whose texture coordinates run clockwise. In glTF, v points down. */
function invertedUvs(primitive: Primitive): number {
  const uvs = numbersOf(primitive.getAttribute('TEXCOORD_0'));
  const indices = primitive.getIndices()?.getArray();
  const count = indices?.length ?? uvs.length / 2;
  let inverted = 0;
  for (let start = 0; start + 2 < count; start += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => 2 * (indices?.[start + corner] ?? start + corner)) as [
      number,
      number,
      number,
    ];
    const at = (place: number) => uvs[place] ?? 0;
    const area = (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1));
    if (area > 1e-12) inverted += 1;
  }
  return inverted;
}

function rootCheck(document: Document): AuditCheck {
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  const moved = (scene?.listChildren() ?? []).filter((node) => {
    const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    return node.getMatrix().some((part, place) => Math.abs(part - (identity[place] as number)) > 1e-6);
  }).length;
  const message = `${moved} root nodes are moved, rotated or scaled.`;
  return check('ROOT_TRANSFORM', moved === 0, moved, 0, message);
}

function atMost(rule: AuditRule, value: number, limit: number, unit: string): AuditCheck {
  const rounded = Math.round(value * 1_000) / 1_000;
  return check(rule, value <= limit, rounded, limit, `${rounded} ${unit}; at most ${limit} are recommended.`);
}

function check(rule: AuditRule, isPassed: boolean, value: number, limit: number, message: string): AuditCheck {
  return { rule, status: isPassed ? 'PASS' : 'FAIL', value, limit, message };
}

function notTested(rule: AuditRule, message: string): AuditCheck {
  return { rule, status: 'NOT_TESTED', value: null, limit: null, message };
}
