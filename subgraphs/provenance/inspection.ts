import type { AssetIssue } from '#generated/provenance.ts';

/** What came of looking into a file. */
export interface Inspection<Facts> {
  /** What was found, the gravest first. */
  issues: AssetIssue[];
  /** What the file tells of itself; null where an error refuses it. */
  facts: Facts | null;
}

/** What is known of a model. */
export interface ModelFacts {
  triangles: number;
  /** In metres, y up. */
  boundingBox: { min: Point; max: Point };
  /** How many materials it is rendered with. */
  materials: number;
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
export function error(code: string, message: string): AssetIssue {
  return { code, message, severity: 'ERROR', pointer: null };
}

/** An inspection that ends with this finding. */
export function refused(code: string, message: string): Inspection<never> {
  return { issues: [error(code, message)], facts: null };
}
