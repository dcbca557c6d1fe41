import { createHash } from 'node:crypto';
import { NodeIO } from '@gltf-transform/core';
import sharp from 'sharp';
import { toGlb } from '#catalogue/renderings/glb.ts';
import { meshOfShape } from '#catalogue/renderings/shapes.ts';
import { toUsdz } from '#catalogue/renderings/usdz.ts';

/** A file as a curator has it. */
export interface CuratorsFile {
  bytes: Buffer;
  sha256: string;
}

/** A model of so many centimetres, as GLB and as USDZ, and a map of it. */
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

/** The same GLB with a tangent of another length than one. */
export async function spoil({ bytes }: CuratorsFile): Promise<CuratorsFile> {
  const io = new NodeIO();
  const document = await io.readBinary(bytes);
  const accessors = document.getRoot().listAccessors();
  accessors.find((accessor) => accessor.getType() === 'VEC4')?.setElement(0, [9, 0, 0, 1]);
  return file(await io.writeBinary(document));
}

/** Where a file is to be sent, as `assetUploadBegin` says. */
export interface Target {
  url: string;
  headers: { name: string; value: string }[];
}

/** Sends a file to its target as a page does; headers that differ from what was signed may be given. */
export function putFile(
  { url, headers }: Target,
  { bytes }: CuratorsFile,
  changed: Record<string, string> = {},
): Promise<Response> {
  // The length is what a browser tells by itself.
  const named = headers.filter(({ name }) => name !== 'content-length').map(({ name, value }) => [name, value]);
  const sent = { ...Object.fromEntries(named), ...changed };
  return fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers: sent });
}

/** These bytes as a file. */
export function file(bytes: Uint8Array): CuratorsFile {
  return { bytes: Buffer.from(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}
