import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { S3Error } from '../errors.ts';
import type { Bucket, Staged } from './bucket.ts';
import { checksumAlgorithms } from './checksums.ts';
import { publish, writeDurably } from './durable.ts';
import { type OpenObject, openObjectFile } from './object-file.ts';

const uploadShape = z.object({
  id: z.string(),
  key: z.string(),
  /** ISO 8601, UTC. */
  initiated: z.string(),
  /** What the object is to be stored with. */
  headers: z.record(z.string(), z.string()),
  checksum: z.object({ algorithm: z.enum(checksumAlgorithms), type: z.enum(['FULL_OBJECT', 'COMPOSITE']) }).optional(),
});

/** An upload in parts that has begun and is neither completed nor aborted. */
export type Upload = z.output<typeof uploadShape>;

/** Begins an upload and keeps it across restarts. */
export async function createUpload(bucket: Bucket, upload: Omit<Upload, 'id' | 'initiated'>): Promise<Upload> {
  const created = { ...upload, id: randomUUID().replaceAll('-', ''), initiated: new Date().toISOString() };
  const folder = join(bucket.uploads, created.id);
  await mkdir(folder);
  await writeDurably(join(folder, 'upload.json'), JSON.stringify(created));
  return created;
}

/** The upload of this key and id; throws NoSuchUpload. */
export async function findUpload(bucket: Bucket, key: string, id: string): Promise<Upload> {
  const upload = /^[0-9a-f]{32}$/.test(id) ? await readUpload(bucket, id) : undefined;
  if (upload?.key !== key) throw noSuchUpload();
  return upload;
}

/** All uploads of a bucket, in the order in which they began. */
export async function allUploads(bucket: Bucket): Promise<Upload[]> {
  const uploads = await Promise.all((await readdir(bucket.uploads)).map((id) => readUpload(bucket, id)));
  return uploads
    .filter((upload) => upload !== undefined)
    .sort((left, right) => left.initiated.localeCompare(right.initiated));
}

/** Makes a staged body the part of this number, in place of an earlier one. Throws NoSuchUpload when it was aborted. */
export async function keepPart(bucket: Bucket, { id }: Upload, number: number, staged: Staged): Promise<void> {
  try {
    await publish(staged.path, join(bucket.uploads, id, String(number)));
  } catch {
    await rm(staged.path, { force: true });
    throw noSuchUpload();
  }
}

/** The part of this number, open; undefined when there is none. */
export function openPart(bucket: Bucket, { id }: Upload, number: number): Promise<OpenObject | undefined> {
  return openObjectFile(join(bucket.uploads, id, String(number)));
}

/** The numbers of the parts that are there, in order. */
export async function partNumbers(bucket: Bucket, { id }: Upload): Promise<number[]> {
  const names = await readdir(join(bucket.uploads, id));
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((left, right) => left - right);
}

/** Forgets an upload and its parts. */
export async function dropUpload(bucket: Bucket, { id }: Upload): Promise<void> {
  await rm(join(bucket.uploads, id), { recursive: true, force: true });
}

async function readUpload(bucket: Bucket, id: string): Promise<Upload | undefined> {
  const text = await readFile(join(bucket.uploads, id, 'upload.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : uploadShape.parse(JSON.parse(text));
}

function noSuchUpload(): S3Error {
  return new S3Error('NoSuchUpload', 'The specified upload does not exist. It may have been aborted or completed.');
}
