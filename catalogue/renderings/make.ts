import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ModelFacts } from '#subgraphs/provenance/assets/inspection/inspection.ts';
import type { Form } from '../types.ts';
import { groundFor } from './backdrop.ts';
import type { View } from './camera.ts';
import { type Skin, toGlb } from './glb.ts';
import { inspectModel } from './inspection.ts';
import { patterns } from './patterns.ts';
import { photograph } from './photograph.ts';
import { meshOfShape } from './shapes.ts';
import { skyOver } from './sky.ts';
import { keyDirection } from './studio.ts';
import { drawTextures, toPng } from './textures.ts';
import { toUsdz } from './usdz.ts';
import { detailView, frontView } from './views.ts';

/** Everything that is made from one form. */
export interface MadeAssets {
  modelGlb: Uint8Array;
  modelUsdz: Uint8Array;
  /** Of both models: they have the same geometry. */
  inspection: ModelFacts;
  /** PNG, square. */
  diffuse: Uint8Array;
  normal: Uint8Array;
  roughness: Uint8Array;
  texturePixels: number;
  /** WebP. */
  front: MadePicture;
  detail: MadePicture;
}

export interface MadePicture {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** To be raised whenever equal forms would give other files than before, or more would be known of them. */
const generation = 2;

/** Makes models, textures and pictures of a form: of equal forms, equal ones. Throws when the model is not valid. */
export async function makeAssets(form: Form): Promise<MadeAssets> {
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
  const picture = async (view: View): Promise<MadePicture> => ({
    bytes: await photograph(subject, view),
    width: view.width,
    height: view.height,
  });
  const [inspection, front, detail] = await Promise.all([
    inspectModel(modelGlb),
    picture(frontView(form.shape)),
    picture(detailView(form.shape)),
  ]);
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
  };
}

/** A name (64 hex digits) of what is made from a form; equal forms have equal names. */
export function fingerprint(form: Form): string {
  return createHash('sha256')
    .update(canonicalize({ generation, form }) ?? '')
    .digest('hex');
}
