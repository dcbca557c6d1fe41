import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Checksum } from './checksums.ts';

/** What is known of an object, or of a part of one. */
export interface ObjectInfo {
  key: string;
  bytes: number;
  /** Without quotes. */
  etag: string;
  /** ISO 8601, UTC. */
  lastModified: string;
  /** Headers that are served with it: content type, cache control, user metadata and the like. */
  headers: Record<string, string>;
  checksum?: Checksum;
}

/** An object open for reading; it stays what it was even when its key is written anew meanwhile. */
export interface OpenObject {
  info: ObjectInfo;
  /** The bytes from `start` to `end`, both included; to be read before the object is closed. */
  read(start?: number, end?: number): Readable;
  close(): Promise<void>;
}

const lengthBytes = 4;

/**
 * Writes an object into one new file: its bytes, then what is known of it as JSON, then the length of that JSON. So a
 * single rename publishes both. `describe` is asked after the last byte. Leaves no file behind when anything fails.
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

/** Opens an object's file; undefined when there is none. */
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

/** What is known of the object in this file, read at once: for the start, when there are many. */
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
