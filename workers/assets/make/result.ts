/** How the file of a model is encoded. */
export type Encoding = 'PLAIN' | 'MESHOPT_WEBP' | 'DRACO_WEBP';

/** A made file, before it is stored. */
export interface MadeFile {
  bytes: Uint8Array;
  contentType: string;
  /** The suffix of its key, after the digest. */
  extension: string;
}

/** A made model: the whole model, or a level with less detail. */
export interface MadeModel extends MadeFile {
  encoding: Encoding;
  /** Whether it is the uploaded file itself. */
  isSource: boolean;
  /** 0 is the whole model; larger numbers have less detail. */
  level: number;
  triangles: number;
  /** The smallest share of the viewport's area, 0 to 1, for which the level has enough detail. */
  screenCoverage: number;
  extensionsRequired: string[];
  /** The longest side of the largest image in pixels; null without images. */
  longestSide: number | null;
}

/** The camera of a poster. Lengths in metres, angles in degrees; y is up. */
export interface Camera {
  position: Vector;
  target: Vector;
  /** The vertical field of view. */
  fieldOfView: number;
  /** About the vertical axis: 0 is the front, 90 the right side. */
  azimuth: number;
  /** From the zenith: 0 looks straight down, 90 is level. */
  inclination: number;
  distance: number;
}

export type Vector = [x: number, y: number, z: number];

export interface MadePoster extends MadeFile {
  width: number;
  height: number;
  camera: Camera;
}

/** One rule of an audit. */
export interface AuditCheck {
  rule: AuditRule;
  status: 'PASS' | 'FAIL' | 'NOT_TESTED';
  /** What was found, in the unit of the rule; null when nothing was measured. */
  value: number | null;
  /** The recommended limit; null for a rule without a number. */
  limit: number | null;
  message: string;
}

export type AuditRule =
  | 'FILE_SIZE'
  | 'TRIANGLES'
  | 'MATERIALS'
  | 'TEXTURE_SIZE_MAX'
  | 'TEXTURE_SIZE_MIN'
  | 'TEXTURE_POWER_OF_TWO'
  | 'BASE_COLOUR_RANGE'
  | 'UVS_PRESENT'
  | 'UVS_NOT_INVERTED'
  | 'ROOT_TRANSFORM'
  | 'DIMENSIONS';

/** A material variant, as the file names it, and the product variants that it shows. */
export interface MaterialVariant {
  name: string;
  productVariantIds: string[];
}

/** Everything that is made of a model. */
export interface MadeAssets {
  models: MadeModel[];
  poster: MadePoster;
  audit: AuditCheck[];
  materialVariants: MaterialVariant[];
}

/** Why a model cannot be processed. It is not tried again. */
export type FailureCode = 'FILE_INVALID' | 'FILE_UNSUPPORTED' | 'FILE_TOO_COMPLEX' | 'ENCODING_FAILED';

/** A failure for good. */
export interface Failure {
  code: FailureCode;
  message: string;
}

/** The steps, in their order. */
export const steps = ['READ', 'INSPECT', 'AUDIT', 'ENCODE', 'SIMPLIFY', 'POSTER', 'STORE'] as const;

export type Step = (typeof steps)[number];
