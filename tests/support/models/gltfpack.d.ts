/** The part of gltfpack that is used here; the package brings no types of its own. */
declare module 'gltfpack' {
  /** Runs gltfpack with these arguments; files are read and written by the functions. Rejects with what it complains of. */
  export function pack(
    args: readonly string[],
    files: { read(path: string): Uint8Array; write(path: string, bytes: Uint8Array): void },
  ): Promise<string>;
}
