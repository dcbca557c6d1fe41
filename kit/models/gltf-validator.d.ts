/** The part of the Khronos validator that is used here; the package contains no types. */
declare module 'gltf-validator' {
  export interface Options {
    /** The format; without it, the validator detects it by the first bytes. */
    format?: 'glb' | 'gltf';
    /** The maximum number of messages; 0 for no limit. */
    maxIssues?: number;
    writeTimestamp?: boolean;
  }

  export interface Report {
    issues: {
      numErrors: number;
      numWarnings: number;
      messages: Message[];
      /** Whether there were more than `maxIssues`. */
      truncated: boolean;
    };
    /** Missing when nothing could be read. */
    info?: { totalTriangleCount: number; materialCount: number };
  }

  export interface Message {
    code: string;
    message: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    severity: number;
    /** Missing when `offset` is set: a position in the binary container. */
    pointer?: string;
  }

  /** Rejects with a string when the bytes are not glTF. */
  export function validateBytes(bytes: Uint8Array, options?: Options): Promise<Report>;
}
