import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import sharp from 'sharp';
import type { ModelFacts } from '#kit/models/inspection.ts';
import { makeAssets as processModel } from '#workers/assets/make/make.ts';
import type { MadeAssets as ProcessedModel } from '#workers/assets/make/result.ts';
import type { Finish } from '../finishes.ts';
import type { Form } from '../types.ts';
import { type Skin, toGlb } from './formats/glb.ts';
import { inspectModel } from './formats/inspection.ts';
import { toUsdz } from './formats/usdz.ts';
import { meshOfShape } from './geometry/shapes.ts';
import { groundFor } from './pictures/backdrop.ts';
import type { View } from './pictures/camera.ts';
import { photograph } from './pictures/photograph.ts';
import { thumbhashOf } from './pictures/placeholder.ts';
import { skyOver } from './pictures/sky.ts';
import { keyDirection, type Subject } from './pictures/studio.ts';
import { colourView, detailView, frontView } from './pictures/views.ts';
import { patterns } from './textures/patterns.ts';
import { drawTextures, type Texture, toPng } from './textures/textures.ts';

/** All files of one form. */
export interface MadeAssets {
  modelGlb: Uint8Array;
  modelUsdz: Uint8Array;
  /** The facts about the GLB; the USDZ has the same geometry. */
  inspection: ModelFacts;
  /** PNG, square. */
  diffuse: Uint8Array;
  normal: Uint8Array;
  roughness: Uint8Array;
  texturePixels: number;
  /** WebP. */
  front: MadePicture;
  detail: MadePicture;
  /** The finishes in their order. */
  finishes: MadeFinish[];
  /** What workers/assets makes of the GLB. */
  processed: ProcessedModel;
}

/** The pictures of a finish. */
export interface MadeFinish {
  value: string;
  isOwn: boolean;
  /** The whole product; null for its own finish, which `front` shows. */
  front: MadePicture | null;
  /** Its material or pattern; null for a plain colour. */
  swatch: MadePicture | null;
}

export interface MadePicture {
  bytes: Uint8Array;
  width: number;
  height: number;
  /** Its placeholder, in Base64. */
  thumbhash: string;
}

/** Increase it when the files of a form, or the facts about them, change. */
const generation = 5;

/** Makes the models, textures and pictures of a form, and pictures of it in other finishes. Deterministic. Throws when the model is not valid. */
export async function makeAssets(form: Form, finishes: readonly Finish[] = []): Promise<MadeAssets> {
  const maps = drawTextures(form);
  const [diffuse, normal, roughness] = (await Promise.all([maps.diffuse, maps.normal, maps.roughness].map(toPng))) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const mesh = meshOfShape(form.shape, patterns[form.pattern].perModel);
  const skin: Skin = { diffuse, normal, roughness, metallic: form.metallic };
  const modelGlb = await toGlb(mesh, skin);
  const sky = skyOver(mesh, keyDirection);
  const subject = { mesh, maps, metallic: form.metallic, sky, ground: groundFor(form.colours[0]) };
  const picture = async (view: View, of: Subject = subject): Promise<MadePicture> => {
    const bytes = await photograph(of, view);
    return { bytes, width: view.width, height: view.height, thumbhash: await thumbhashOf(bytes) };
  };
  const finished = async ({ value, isOwn, colours }: Finish): Promise<MadeFinish> => {
    const diffuse = isOwn ? maps.diffuse : drawTextures({ ...form, colours }).diffuse;
    const of = { ...subject, maps: { ...maps, diffuse }, ground: groundFor(colours[0]) };
    const front = isOwn ? null : await picture(colourView(form.shape), of);
    return { value, isOwn, front, swatch: form.pattern === 'plain' ? null : await swatchOf(diffuse) };
  };
  const [inspection, front, detail, { assets: processed, failure }] = await Promise.all([
    inspectModel(modelGlb),
    picture(frontView(form.shape)),
    picture(detailView(form.shape)),
    processModel(modelGlb, () => {}),
  ]);
  if (!processed) throw new Error(`The model cannot be processed: ${failure.message}`);
  return {
    modelGlb,
    modelUsdz: toUsdz(mesh, skin),
    inspection,
    diffuse,
    normal,
    roughness,
    texturePixels: maps.diffuse.edge,
    front,
    detail,
    finishes: await Promise.all(finishes.map(finished)),
    processed,
  };
}

/** Pixels along an edge of a swatch. */
const swatchEdge = 128;

async function swatchOf({ edge, pixels }: Texture): Promise<MadePicture> {
  const raw = { width: edge, height: edge, channels: 3 } as const;
  const bytes = await sharp(pixels, { raw }).resize(swatchEdge, swatchEdge).webp({ quality: 80, effort: 1 }).toBuffer();
  return { bytes, width: swatchEdge, height: swatchEdge, thumbhash: await thumbhashOf(bytes) };
}

/** A name (64 hexadecimal digits) for the files of a form with its finishes; equal ones have equal names. */
export function fingerprint(form: Form, finishes: readonly Finish[] = []): string {
  return createHash('sha256')
    .update(canonicalize({ generation, form, finishes }) ?? '')
    .digest('hex');
}
