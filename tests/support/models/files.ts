import { createHash } from 'node:crypto';
import { NodeIO } from '@gltf-transform/core';
import sharp from 'sharp';
import { toGlb } from '#catalogue/renderings/formats/glb.ts';
import { toUsdz } from '#catalogue/renderings/formats/usdz.ts';
import { meshOfShape } from '#catalogue/renderings/geometry/shapes.ts';

/** A file of a curator. */
export interface CuratorsFile {
  bytes: Buffer;
  sha256: string;
}

/** A model with the given size in centimetres, as GLB and as USDZ, and a texture of it. */
export async function drawModel(centimetres: number) {
  const create = { width: 8, height: 4, channels: 3, background: '#8080ff' } as const;
  const map = await sharp({ create }).png().toBuffer();
  const radius = centimetres / 100;
  const profile: [number, number][] = [
    [radius, 0],
    [radius, 0.09],
  ];
  const mesh = meshOfShape({ kind: 'lathe', profile }, 1);
  const skin = { diffuse: map, normal: map, roughness: map, metallic: 0 };
  return { glb: file(await toGlb(mesh, skin)), usdz: file(toUsdz(mesh, skin)), png: file(map) };
}

/** The same GLB with a tangent whose length is not one. */
export async function spoil({ bytes }: CuratorsFile): Promise<CuratorsFile> {
  const io = new NodeIO();
  const document = await io.readBinary(bytes);
  const accessors = document.getRoot().listAccessors();
  accessors.find((accessor) => accessor.getType() === 'VEC4')?.setElement(0, [9, 0, 0, 1]);
  return file(await io.writeBinary(document));
}

/** The target of a file, as returned by `assetUploadBegin`. */
export interface Target {
  url: string;
  headers: { name: string; value: string }[];
}

/** Sends a file to its target as a page does; `headers` can differ from the signed ones. */
export function putFile(
  { url, headers }: Target,
  { bytes }: CuratorsFile,
  changed: Record<string, string> = {},
): Promise<Response> {
  // Browsers set the content length themselves.
  const named = headers.filter(({ name }) => name !== 'content-length').map(({ name, value }) => [name, value]);
  const sent = { ...Object.fromEntries(named), ...changed };
  return fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers: sent });
}

/** A file with these bytes. */
export function file(bytes: Uint8Array): CuratorsFile {
  return { bytes: Buffer.from(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}
