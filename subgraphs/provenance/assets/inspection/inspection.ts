import type { AssetIssue, ModelTextures, ProvenanceErrorCode } from '#generated/provenance.ts';

/** What came of looking into a file. */
export interface Inspection<Facts> {
  /** What was found, the gravest first. */
  issues: AssetIssue[];
  /** What the file tells of itself; null where it is refused. */
  facts: Facts | null;
  /** Why it is refused; FILE_INVALID where an error refuses it and nothing stands here. */
  refusal?: Refusal;
}

/** Kinds of reasons for which a file is refused. */
export type Refusal = Extract<ProvenanceErrorCode, 'FILE_INVALID' | 'FILE_UNSUPPORTED' | 'FILE_TOO_COMPLEX'>;

/** What is measured of a model; the same for all its files. */
export interface Measures {
  /** As they are drawn: of each instance. */
  triangles: number;
  /** In metres, y up. */
  boundingBox: { min: Point; max: Point };
  /** How many materials it is rendered with. */
  materials: number;
}

/** What is known of a model's file. */
export interface ModelFacts extends Measures {
  /** Names of glTF extensions in alphabetical order; empty for a USDZ. */
  extensionsUsed: string[];
  extensionsRequired: string[];
  /** The images in the file; null for a USDZ, which is not read. */
  textures: ModelTextures | null;
}

export type Point = [x: number, y: number, z: number];

/** The size of a picture in pixels. */
export interface PictureFacts {
  width: number;
  height: number;
}

/** What a file tells of itself. */
export type Facts = ModelFacts | PictureFacts;

/** A finding that refuses a file. */
export function error(code: string, message: string, pointer: string | null = null): AssetIssue {
  return { code, message, severity: 'ERROR', pointer };
}

/** An inspection that ends with this finding. */
export function refused(code: string, message: string, refusal: Refusal = 'FILE_INVALID'): Inspection<never> {
  return { issues: [error(code, message)], facts: null, refusal };
}
