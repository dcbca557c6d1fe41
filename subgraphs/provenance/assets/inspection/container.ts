/** What GLB files begin with, as a little-endian number: the letters `glTF`. */
const magic = 0x46546c67;

/** The type of the chunk that holds the JSON. */
const jsonChunk = 0x4e4f534a;

/** The value that the JSON chunk of binary glTF 2.0 holds; undefined where the bytes are not such a file. */
export function readGltfJson(glb: Buffer): unknown {
  if (glb.length < 20 || glb.readUInt32LE(0) !== magic || glb.readUInt32LE(4) !== 2) return undefined;
  if (glb.readUInt32LE(16) !== jsonChunk) return undefined;
  try {
    return JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12)));
  } catch {
    return undefined;
  }
}

/** Whether the bytes begin as JSON does: glTF that was saved as text. */
export function isJsonText(bytes: Buffer): boolean {
  return /^\uFEFF?\s*\{/.test(bytes.toString('utf8', 0, 64));
}
