import type { Document } from '@gltf-transform/core';
import { readGltfJson } from '#kit/models/container.ts';
import { inspectGlb } from '#kit/models/glb.ts';
import type { Inspection, ModelFacts } from '#kit/models/inspection.ts';
import { decodeGlb } from '#kit/models/measure.ts';
import { audit } from './audit.ts';
import { type Encoder, openEncoder } from './encode.ts';
import { type Level, simplerLevels, simplified, wholeModel } from './levels.ts';
import { drawPoster } from './poster.ts';
import type { Failure, MadeAssets, MadeModel, Step } from './result.ts';
import { variantsOf } from './variants.ts';

/** The result of processing a model. */
export type Made = { assets: MadeAssets; failure?: undefined } | { assets?: undefined; failure: Failure };

/** Extensions that our encoder cannot keep. A file that requires one of them is only passed on as it is. */
const unencodable = ['KHR_animation_pointer', 'EXT_mesh_features', 'EXT_structural_metadata'];

/**
 * Makes everything of a GLB: encodings, levels of detail, the poster, the audit. Each made model is inspected as an upload is, by
 * the Khronos validator among others. `onStep` is called at the beginning of each step. Deterministic for one version of the
 * packages.
 */
export async function makeAssets(file: Uint8Array, onStep: (step: Step) => void): Promise<Made> {
  onStep('INSPECT');
  const { facts, issues, refusal = 'FILE_INVALID' } = await inspectGlb(file);
  if (!facts) return { failure: { code: refusal, message: issues[0]?.message ?? 'The file is not valid.' } };
  const json = readGltfJson(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  const source = await decodeGlb(file);

  onStep('AUDIT');
  const checks = await audit(source, file.byteLength, facts);

  onStep('ENCODE');
  const encoder = await openEncoder();
  const whole = await encodings(encoder, source, file, facts);
  onStep('SIMPLIFY');
  const levels = await levelsOf(encoder, source, facts);
  onStep('POSTER');
  const poster = await drawPoster(source, facts.boundingBox);
  const failure = [...whole, ...levels].find((one): one is Failure => 'code' in one);
  if (failure) return { failure };
  const models = [...whole, ...levels].filter((one): one is MadeModel => 'bytes' in one);
  return { assets: { models, poster, audit: checks, materialVariants: variantsOf(json) } };
}

/** The whole model in each encoding. One that the file does not allow is left out. */
async function encodings(
  encoder: Encoder,
  source: Document,
  file: Uint8Array,
  facts: ModelFacts,
): Promise<(MadeModel | Failure)[]> {
  const original = modelOf(file, { ...facts, encoding: 'PLAIN' }, wholeModel, true);
  if (facts.extensionsRequired.some((name) => unencodable.includes(name))) return [];
  const plain = facts.extensionsRequired.length === 0 ? [original] : await plainOf(encoder, source);
  const compressed = [];
  for (const encoding of ['MESHOPT_WEBP', 'DRACO_WEBP'] as const) {
    const bytes = await encoder.compressed(source, encoding, wholeModel.side);
    compressed.push(await checked(bytes, encoding, wholeModel, facts));
  }
  return [...plain, ...compressed];
}

/** A plain version of a file that requires extensions; none when an extension is more than a compression. */
async function plainOf(encoder: Encoder, source: Document): Promise<MadeModel[]> {
  const bytes = await encoder.plain(source);
  const { facts } = await inspectGlb(bytes);
  if (!facts || facts.extensionsRequired.length > 0) return [];
  return [modelOf(bytes, { ...facts, encoding: 'PLAIN' }, wholeModel)];
}

/** Levels with less detail, each with fewer triangles than the one before. */
async function levelsOf(encoder: Encoder, source: Document, facts: ModelFacts): Promise<(MadeModel | Failure)[]> {
  if (facts.extensionsRequired.some((name) => unencodable.includes(name))) return [];
  const levels: (MadeModel | Failure)[] = [];
  let fewest = facts.triangles;
  for (const level of simplerLevels) {
    const document = await simplified(source, level.ratio);
    const made = await checked(await encoder.compressed(document, 'MESHOPT_WEBP', level.side), 'MESHOPT_WEBP', level);
    if ('code' in made) return [made];
    // A model that cannot be simplified further has no use for more levels of geometry, but for smaller textures.
    if (made.triangles > fewest) continue;
    fewest = made.triangles;
    levels.push({ ...made, level: levels.length + 1 });
  }
  return levels;
}

/** A made file with its facts; a failure when it is not valid, or when it is not the model that it was made from. */
async function checked(
  bytes: Uint8Array,
  encoding: MadeModel['encoding'],
  level: Level,
  source?: ModelFacts,
): Promise<MadeModel | Failure> {
  const { facts, issues } = await inspectGlb(bytes);
  if (!facts) return failed(encoding, `it is not valid: ${issues[0]?.message}`);
  if (source && !isSameModel(facts, source)) return failed(encoding, 'it differs from the source');
  return modelOf(bytes, { ...facts, encoding }, level);
}

function failed(encoding: string, reason: string): Failure {
  return { code: 'ENCODING_FAILED', message: `The model cannot be encoded as ${encoding}: ${reason}` };
}

/** Whether the bounding boxes agree within 1% of the diagonal: quantisation rounds positions. */
function isSameModel({ boundingBox }: Inspected, { boundingBox: { min, max } }: Inspected): boolean {
  const tolerance = 0.01 * Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const differences = [0, 1, 2].flatMap((axis) => [
    Math.abs((boundingBox.min[axis] as number) - (min[axis] as number)),
    Math.abs((boundingBox.max[axis] as number) - (max[axis] as number)),
  ]);
  return differences.every((difference) => difference <= tolerance);
}

type Inspected = Pick<NonNullable<Inspection<ModelFacts>['facts']>, 'boundingBox'>;

function modelOf(
  bytes: Uint8Array,
  { triangles, extensionsRequired, textures, encoding }: ModelFacts & Pick<MadeModel, 'encoding'>,
  { level, screenCoverage }: Level,
  isSource = false,
): MadeModel {
  const longestSide = textures?.longestSide ?? null;
  const file = { bytes, contentType: 'model/gltf-binary', extension: 'glb' };
  return { ...file, encoding, isSource, level, triangles, screenCoverage, extensionsRequired, longestSide };
}
