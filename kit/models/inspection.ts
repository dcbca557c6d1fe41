/** A finding about a file. */
export interface AssetIssue {
  /** A code of the Khronos validator, or of our own limits. */
  code: string;
  message: string;
  severity: AssetIssueSeverity;
  /** A JSON pointer (RFC 6901); null when the finding has no single location. */
  pointer: string | null;
}

/** From the most severe: a file with an ERROR is refused. */
export type AssetIssueSeverity = 'ERROR' | 'WARNING' | 'INFO' | 'HINT';

/** The images in the file of a model. */
// A type alias, so that it can be written as JSON.
export type ModelTextures = {
  count: number;
  /** In pixels; null when there are no images. */
  longestSide: number | null;
  /** Media types in alphabetical order. */
  formats: string[];
};

/** The result of inspecting a file. */
export interface Inspection<Facts> {
  /** The findings, most severe first. */
  issues: AssetIssue[];
  /** Facts about the file; null when it is refused. */
  facts: Facts | null;
  /** Why it is refused; FILE_INVALID by default. */
  refusal?: Refusal;
}

/** Why a file is refused. */
export type Refusal = 'FILE_INVALID' | 'FILE_UNSUPPORTED' | 'FILE_TOO_COMPLEX';

/** The measures of a model, which all its files share. */
export interface Measures {
  /** As drawn, with each instance counted. */
  triangles: number;
  /** In metres, y up. */
  boundingBox: { min: Point; max: Point };
  /** The number of materials in the rendering. */
  materials: number;
}

/** Facts about the file of a model. */
export interface ModelFacts extends Measures {
  /** Names of glTF extensions in alphabetical order; empty for a USDZ. */
  extensionsUsed: string[];
  extensionsRequired: string[];
  /** The images in the file; null for a USDZ, which is not read. */
  textures: ModelTextures | null;
}

export type Point = [x: number, y: number, z: number];

/** The size of an image in pixels. */
export interface PictureFacts {
  width: number;
  height: number;
}

/** Facts about a file. */
export type Facts = ModelFacts | PictureFacts;

/** A finding for which a file is refused. */
export function error(code: string, message: string, pointer: string | null = null): AssetIssue {
  return { code, message, severity: 'ERROR', pointer };
}

/** A refusal with a single finding. */
export function refused(code: string, message: string, refusal: Refusal = 'FILE_INVALID'): Inspection<never> {
  return { issues: [error(code, message)], facts: null, refusal };
}
