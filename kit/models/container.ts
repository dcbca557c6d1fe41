/** The signature of GLB files, the letters `glTF`, as a little-endian number. */
const magic = 0x46546c67;

/** The type of the JSON chunk. */
const jsonChunk = 0x4e4f534a;

/** The JSON of a binary glTF 2.0 file; undefined when the bytes are not such a file. */
export function readGltfJson(glb: Buffer): unknown {
  if (glb.length < 20 || glb.readUInt32LE(0) !== magic || glb.readUInt32LE(4) !== 2) return undefined;
  if (glb.readUInt32LE(16) !== jsonChunk) return undefined;
  try {
    return JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12)));
  } catch {
    return undefined;
  }
}

/** Whether the bytes are JSON text, such as glTF that was saved as text. */
export function isJsonText(bytes: Buffer): boolean {
  return /^\uFEFF?\s*\{/.test(bytes.toString('utf8', 0, 64));
}
