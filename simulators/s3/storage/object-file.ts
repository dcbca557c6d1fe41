import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Checksum } from './checksums.ts';

/** The metadata of an object. */
export interface ObjectInfo {
  key: string;
  bytes: number;
  /** Without quotes. */
  etag: string;
  /** ISO 8601, UTC. */
  lastModified: string;
  /** Headers that are returned with it, such as `content-type` and `cache-control`. */
  headers: Record<string, string>;
  checksum?: Checksum;
}

/** An object open for reading. Its content does not change when the key is overwritten at the same time. */
export interface OpenObject {
  info: ObjectInfo;
  /** The bytes from `start` to `end`, both inclusive. Read them before closing the object. */
  read(start?: number, end?: number): Readable;
  close(): Promise<void>;
}

const lengthBytes = 4;

/**
 * Writes an object into one new file: its bytes, then its metadata as JSON, then the length of that JSON, so that a
 * single rename publishes both. `describe` is called after the last byte. Removes the file when anything fails.
 */
export async function writeObjectFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  describe: () => ObjectInfo,
): Promise<ObjectInfo> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(chunks);
    const info = describe();
    await file.writeFile(trailerOf(info));
    await file.sync();
    return info;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Opens an object's file; undefined when it does not exist. */
export async function openObjectFile(path: string): Promise<OpenObject | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  const info = await readInfo(file).catch(async (error) => {
    await file.close();
    throw error;
  });
  return {
    info,
    read(start = 0, end = info.bytes - 1) {
      if (end < start) return Readable.from([]);
      return file.createReadStream({ start, end, highWaterMark: 256 * 1024, autoClose: false });
    },
    close: () => file.close(),
  };
}

/** Reads the metadata of a file synchronously, which is faster for the many files at start. */
export function readInfoSync(path: string): ObjectInfo {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const length = Buffer.alloc(lengthBytes);
    readSync(file, length, 0, lengthBytes, size - lengthBytes);
    const json = Buffer.alloc(length.readUInt32BE());
    readSync(file, json, 0, json.length, size - lengthBytes - json.length);
    return JSON.parse(json.toString('utf8'));
  } finally {
    closeSync(file);
  }
}

async function readInfo(file: FileHandle): Promise<ObjectInfo> {
  const { size } = await file.stat();
  const length = Buffer.alloc(lengthBytes);
  await file.read(length, 0, lengthBytes, size - lengthBytes);
  const json = Buffer.alloc(length.readUInt32BE());
  await file.read(json, 0, json.length, size - lengthBytes - json.length);
  return JSON.parse(json.toString('utf8'));
}

function trailerOf(info: ObjectInfo): Buffer {
  const json = Buffer.from(JSON.stringify(info));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(json.length);
  return Buffer.concat([json, length]);
}
