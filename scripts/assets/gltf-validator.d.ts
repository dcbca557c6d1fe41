/** The part of the Khronos validator that is used here; the package brings no types of its own. */
declare module 'gltf-validator' {
  export interface Report {
    issues: {
      numErrors: number;
      numWarnings: number;
      messages: { code: string; message: string; severity: number; pointer?: string }[];
    };
    info: { totalTriangleCount: number; materialCount: number };
  }

  /** Rejects, with a string, what is no glTF at all. */
  export function validateBytes(bytes: Uint8Array): Promise<Report>;
}
