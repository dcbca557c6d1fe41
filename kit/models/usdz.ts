import { crc32 } from 'node:zlib';
import { type AssetIssue, error, type Inspection, type Measures, type ModelFacts, refused } from './inspection.ts';

/** A file in an archive. */
interface Entry {
  name: string;
  isStored: boolean;
  isEncrypted: boolean;
  checksum: number;
  /** Offset of its data in the archive. */
  start: number;
  data: Buffer;
}

const alignment = 64;

/** Signatures of USD files: text and binary. */
const signatures = ['#usda ', 'PXR-USDC'];

/**
 * Validates a USDZ by its specification (openusd.org, "Usdz File Format Specification"): a zip archive without compression
 * or encryption, in which the data of each file begin at a multiple of 64 bytes and the first file is the USD to show. The
 * USD is not read; the facts have the given measures.
 */
export function inspectUsdz(usdz: Buffer, measures: Measures): Inspection<ModelFacts> {
  const entries = readEntries(usdz);
  if (!entries) return refused('USDZ_ARCHIVE', 'The file is not a complete zip archive.');
  const [first] = entries.toSorted((left, right) => left.start - right.start);
  const isUsd = first && /\.usd[ac]?$/i.test(first.name) && signatures.some((text) => startsWith(first.data, text));
  const issues = isUsd ? [] : [error('USDZ_FIRST_FILE', 'The first file of the archive is not a USD file.')];
  issues.push(...entries.flatMap(issuesOf));
  const facts = { ...measures, extensionsUsed: [], extensionsRequired: [], textures: null };
  return { issues, facts: issues.length > 0 ? null : facts };
}

function issuesOf({ name, isStored, isEncrypted, checksum, start, data }: Entry): AssetIssue[] {
  if (isEncrypted) return [error('USDZ_ENCRYPTED', `${name} is encrypted.`)];
  if (!isStored) return [error('USDZ_COMPRESSED', `${name} is compressed.`)];
  return [
    ...(start % alignment === 0
      ? []
      : [error('USDZ_MISALIGNED', `${name} begins at byte ${start}, which is not a multiple of 64.`)]),
    ...(crc32(data) === checksum ? [] : [error('USDZ_CHECKSUM', `The checksum of ${name} is wrong.`)]),
  ];
}

/** The files of an archive by its central directory (PKWARE's APPNOTE, 4.3); undefined when that is missing or invalid. */
function readEntries(zip: Buffer): Entry[] | undefined {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return undefined;
  try {
    if (end + 22 + zip.readUInt16LE(end + 20) !== zip.length) return undefined;
    const entries: Entry[] = [];
    let place = zip.readUInt32LE(end + 16);
    for (let rest = zip.readUInt16LE(end + 10); rest > 0; rest--) {
      entries.push(readEntry(zip, place));
      const [name, extra, comment] = numbersAt(zip, place, 28, 30, 32);
      place += 46 + name + extra + comment;
    }
    // Entries that share their bytes would make the checks far slower than the size of the archive suggests.
    return entries.reduce((sum, { data }) => sum + data.length, 0) <= zip.length ? entries : undefined;
  } catch (reason) {
    if ((reason as Error).name === 'RangeError') return undefined;
    throw reason;
  }
}

/** The file whose directory entry begins at `place`. Throws RangeError when there is none. */
function readEntry(zip: Buffer, place: number): Entry {
  const [flags, method, nameLength] = numbersAt(zip, place, 8, 10, 28);
  const [stored, size, local] = [20, 24, 42].map((offset) => zip.readUInt32LE(place + offset)) as [
    number,
    number,
    number,
  ];
  const [localName, localExtra] = numbersAt(zip, local, 26, 28, 28);
  const start = local + 30 + localName + localExtra;
  const isValid = startsWith(zip.subarray(place), 'PK\x01\x02') && startsWith(zip.subarray(local), 'PK\x03\x04');
  if (!isValid || start + stored > zip.length) throw new RangeError('The entry is invalid.');
  return {
    name: zip.toString('utf8', place + 46, place + 46 + nameLength),
    isStored: method === 0 && stored === size,
    isEncrypted: (flags & 1) === 1,
    checksum: zip.readUInt32LE(place + 16),
    start,
    data: zip.subarray(start, start + stored),
  };
}

/** 16-bit numbers at these offsets from `place`. */
function numbersAt(zip: Buffer, place: number, ...offsets: [number, number, number]): [number, number, number] {
  return offsets.map((offset) => zip.readUInt16LE(place + offset)) as [number, number, number];
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text;
}
