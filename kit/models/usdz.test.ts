import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { inspectUsdz } from './usdz.ts';

const measures = {
  triangles: 12,
  boundingBox: { min: [0, 0, 0] as [number, number, number], max: [1, 1, 1] as [number, number, number] },
  materials: 1,
};
const usda = Buffer.from('#usda 1.0\ndef Xform "vase" {}\n');

/** An archive with aligned files, unless `change` says otherwise. */
function archive(files: Record<string, Uint8Array>, { level = 0, shift = 0 } = {}): Buffer {
  let end = 0;
  const entries = Object.entries(files).map(([name, bytes]) => {
    const start = end + 30 + name.length + 4;
    const padding = ((64 - (start % 64)) % 64) + shift;
    end = start + padding + bytes.length;
    return [name, [bytes, { extra: { 6534: new Uint8Array(padding) } }]] as const;
  });
  return Buffer.from(zipSync(Object.fromEntries(entries) as never, { level: level as 0 | 9 }));
}

const codes = (usdz: Buffer) => inspectUsdz(usdz, measures).issues.map(({ code }) => code);
const changed = (usdz: Buffer, find: string, offset: number, ...bytes: number[]) => {
  const copy = Buffer.from(usdz);
  copy.set(bytes, copy.indexOf(find, 0, 'latin1') + offset);
  return copy;
};

describe('A USDZ', () => {
  const good = archive({ 'model.usda': usda, 'textures/diffuse.png': Buffer.from('a picture') });

  it('that conforms to its specification has the given measures', () => {
    const facts = { ...measures, extensionsUsed: [], extensionsRequired: [], textures: null };
    expect(inspectUsdz(good, measures)).toEqual({ issues: [], facts });
    expect(codes(archive({ 'MODEL.USDC': Buffer.from('PXR-USDC and more') }))).toEqual([]);
  });

  it.each([
    ['is no archive', Buffer.from('no archive'), ['USDZ_ARCHIVE']],
    ['is nothing', Buffer.alloc(0), ['USDZ_ARCHIVE']],
    ['breaks off', good.subarray(0, -1), ['USDZ_ARCHIVE']],
    ['lacks its beginning', good.subarray(10), ['USDZ_ARCHIVE']],
    ['has no files', archive({}), ['USDZ_FIRST_FILE']],
    ['shows a picture first', archive({ 'a.png': usda, 'b.usda': usda }), ['USDZ_FIRST_FILE']],
    ['names a picture as USD', archive({ 'a.usdz': usda }), ['USDZ_FIRST_FILE']],
    ['has something else in its USD', archive({ 'a.usd': Buffer.from('a picture') }), ['USDZ_FIRST_FILE']],
    [
      'is compressed',
      archive({ 'a.usda': Buffer.from(`#usda ${' '.repeat(500)}`) }, { level: 9 }),
      ['USDZ_FIRST_FILE', 'USDZ_COMPRESSED'],
    ],
    ['is encrypted', changed(good, 'PK\x01\x02', 8, 1), ['USDZ_ENCRYPTED']],
    ['begins a file at another byte', archive({ 'a.usda': usda }, { shift: 1 }), ['USDZ_MISALIGNED']],
    ['has a changed file', changed(good, 'a picture', 0, 0x42), ['USDZ_CHECKSUM']],
    ['counts its bytes thrice', tripled(), ['USDZ_ARCHIVE']],
  ])('that %s is refused', (_what, usdz, found) => {
    expect(codes(usdz)).toEqual(found);
    expect(inspectUsdz(usdz, measures).facts).toBeNull();
  });
});

/** An archive of one large file that its directory lists three times. */
function tripled(): Buffer {
  const one = archive({ 'a.usda': Buffer.concat([usda, Buffer.alloc(1_000)]) });
  const end = one.indexOf('PK\x05\x06', 0, 'latin1');
  const directory = one.subarray(one.indexOf('PK\x01\x02', 0, 'latin1'), end);
  const trailer = Buffer.from(one.subarray(end));
  trailer.writeUInt16LE(3, 10);
  return Buffer.concat([one.subarray(0, end), directory, directory, trailer]);
}
