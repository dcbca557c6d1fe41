import { type Zippable, zipSync } from 'fflate';
import type { Mesh } from '../geometry/mesh.ts';
import type { Skin } from './glb.ts';
import { toUsda } from './usda.ts';

const alignment = 64;
const headerBytes = 30;
const paddingHeaderBytes = 4;
/** The id of a zip extra field without a registered meaning. */
const paddingId = 0x1986;

/** Encodes a model as USDZ: a zip archive without compression, with the data of each file aligned to 64 bytes. */
export function toUsdz(mesh: Mesh, skin: Skin): Uint8Array {
  return packAligned({
    'model.usda': new TextEncoder().encode(toUsda(mesh, skin.metallic)),
    'textures/diffuse.png': skin.diffuse,
    'textures/normal.png': skin.normal,
    'textures/roughness.png': skin.roughness,
  });
}

function packAligned(files: Record<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  let end = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const start = end + headerBytes + name.length + paddingHeaderBytes;
    const padding = (alignment - (start % alignment)) % alignment;
    entries[name] = [bytes, { extra: { [paddingId]: new Uint8Array(padding) } }];
    end = start + padding + bytes.length;
  }
  return zipSync(entries, { level: 0, mtime: new Date(1980, 0, 1) });
}
