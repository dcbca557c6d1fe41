import { createHash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import type { Bucket, Staged } from './bucket.ts';
import { type Checksum, checksumHeader, createDigest, type Digest, digestOf } from './checksums.ts';
import type { ObjectInfo, OpenObject } from './object-file.ts';
import { openPart, type Upload } from './parts.ts';

/** A part that the client says the object is made of. */
export interface NamedPart {
  PartNumber: number;
  ETag: string;
}

const smallestPart = 5 * 1024 * 1024;

/**
 * Stages the object that these parts make, one after another. Throws InvalidPartOrder, InvalidPart, EntityTooSmall
 * (of a part before the last), EntityTooLarge, or what shows that the object is not as the headers in `stated` say.
 */
export async function assemble(
  bucket: Bucket,
  upload: Upload,
  parts: NamedPart[],
  { limit, stated }: { limit: number; stated: Record<string, string> },
): Promise<Staged> {
  requireOrder(parts);
  const infos: ObjectInfo[] = [];
  for (const part of parts) {
    const object = await openNamed(bucket, upload, part);
    await object.close();
    infos.push(object.info);
  }
  const bytes = infos.reduce((sum, info) => sum + info.bytes, 0);
  requireSizes(infos, bytes, limit, stated);

  const { checksum: wanted } = upload;
  const whole = wanted?.type === 'FULL_OBJECT' ? createDigest(wanted.algorithm) : undefined;
  let checksum: Checksum | undefined;
  async function* chunks() {
    for (const part of parts) yield* bytesOf(await openNamed(bucket, upload, part), whole);
    checksum = wanted && { ...wanted, value: whole ? base64(await whole.digest()) : await composite(wanted, infos) };
    requireChecksum(checksum, stated);
  }
  return bucket.stage(chunks(), () => ({
    key: upload.key,
    bytes,
    etag: `${md5OfAll(infos)}-${infos.length}`,
    lastModified: new Date().toISOString(),
    headers: upload.headers,
    checksum,
  }));
}

function requireOrder(parts: NamedPart[]): void {
  const isOrdered = parts.every((part, index) => index === 0 || part.PartNumber > (parts[index - 1]?.PartNumber ?? 0));
  if (!isOrdered) throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
}

function requireSizes(infos: ObjectInfo[], bytes: number, limit: number, stated: Record<string, string>): void {
  if (infos.slice(0, -1).some((info) => info.bytes < smallestPart)) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  if (bytes > limit)
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
  const declared = stated['x-amz-mp-object-size'];
  if (declared !== undefined && Number(declared) !== bytes) {
    throw new S3Error('InvalidRequest', 'The x-amz-mp-object-size header is not the size of the object.');
  }
}

function requireChecksum(checksum: Checksum | undefined, stated: Record<string, string>): void {
  const value = checksum && stated[checksumHeader(checksum.algorithm)];
  if (value !== undefined && value !== checksum?.value) {
    throw new S3Error('BadDigest', `The ${checksum?.algorithm} you specified did not match the calculated checksum.`);
  }
}

async function openNamed(bucket: Bucket, upload: Upload, { PartNumber, ETag }: NamedPart): Promise<OpenObject> {
  const object = await openPart(bucket, upload, PartNumber);
  if (object && object.info.etag === ETag.replaceAll('"', '')) return object;
  await object?.close();
  const message = 'One or more of the specified parts could not be found, or has another entity tag.';
  throw new S3Error('InvalidPart', message, { PartNumber: String(PartNumber) });
}

async function* bytesOf(object: OpenObject, digest: Digest | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of object.read()) {
      digest?.update(chunk);
      yield chunk;
    }
  } finally {
    await object.close();
  }
}

async function composite({ algorithm }: { algorithm: Checksum['algorithm'] }, infos: ObjectInfo[]): Promise<string> {
  const values = infos.map(({ checksum }) => {
    if (checksum?.algorithm === algorithm) return Buffer.from(checksum.value, 'base64');
    throw new S3Error('InvalidPart', `A part was uploaded without the ${algorithm} checksum.`);
  });
  return `${await digestOf(algorithm, values)}-${values.length}`;
}

function md5OfAll(infos: ObjectInfo[]): string {
  const hash = createHash('md5');
  for (const { etag } of infos) hash.update(etag, 'hex');
  return hash.digest('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
