import type {
  ModelEncoding,
  ModelProcessingErrorCode,
  ModelProcessingStatus,
  ModelProcessingStep,
} from '#generated/provenance.ts';
import { badInput } from '#kit/graph/errors.ts';

/** What workers/assets made of a file. */
export interface ModelResult {
  /** The digest of the file that it was made of. */
  sha256: string;
  models: ModelFile[];
  poster: ModelPoster;
  audit: ModelCheck[];
  materialVariants: MaterialVariant[];
}

/** A file in the bucket. */
interface StoredFile {
  key: string;
  contentType: string;
  bytes: number;
  sha256: string;
}

export interface ModelFile extends StoredFile {
  encoding: ModelEncoding;
  level: number;
  triangles: number;
  screenCoverage: number;
  extensionsRequired: string[];
  longestSide: number | null;
}

export interface ModelPoster extends StoredFile {
  width: number;
  height: number;
  camera: Camera;
}

/** Points as x, y and z in metres; angles in degrees. */
export interface Camera {
  position: number[];
  target: number[];
  fieldOfView: number;
  azimuth: number;
  inclination: number;
  distance: number;
}

export interface ModelCheck {
  rule:
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
  status: 'PASS' | 'FAIL' | 'NOT_TESTED';
  value: number | null;
  limit: number | null;
  message: string;
}

export interface MaterialVariant {
  name: string;
  productVariantIds: string[];
}

/** A row of the queue of workers/assets. */
export interface ModelJob {
  sha256: string;
  status: ModelProcessingStatus;
  step: ModelProcessingStep | null;
  attempts: number;
  queuedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  nextAttemptAt: Date | null;
  error: { code: ModelProcessingErrorCode; message: string } | null;
}

/** What a client can use. */
export interface Wish {
  prefer?: readonly ModelEncoding[] | null;
  maxBytes?: number | null;
}

/**
 * The file with the most detail that fits into `maxBytes`, in the first encoding of `prefer` that fits; null when none fits.
 * Throws BAD_USER_INPUT for a wish that nothing can meet.
 */
export function bestFile(files: readonly ModelFile[], { prefer, maxBytes }: Wish): ModelFile | null {
  const encodings = prefer ?? ['MESHOPT_WEBP', 'DRACO_WEBP', 'PLAIN'];
  if (encodings.length > 3) throw badInput('`prefer` must not exceed 3 encodings.', 'prefer');
  if (typeof maxBytes === 'number' && maxBytes <= 0) throw badInput('`maxBytes` must be greater than 0.', 'maxBytes');
  const fitting = files.filter(({ bytes, encoding }) => encodings.includes(encoding) && bytes <= (maxBytes ?? bytes));
  const order = ({ level, encoding }: ModelFile) => level * encodings.length + encodings.indexOf(encoding);
  return fitting.toSorted((one, other) => order(one) - order(other))[0] ?? null;
}
