/** The part of gltfpack that is used here; the package contains no types. */
declare module 'gltfpack' {
  /** Runs gltfpack with these arguments; the functions read and write files. Rejects with its error message. */
  export function pack(
    args: readonly string[],
    files: { read(path: string): Uint8Array; write(path: string, bytes: Uint8Array): void },
  ): Promise<string>;
}
