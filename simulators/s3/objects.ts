import { pipeline } from 'node:stream/promises';
import { requireReadable, requireWritable } from './conditions.ts';
import { S3Error } from './errors.ts';
import { bodyOf, type Exchange, sendEmpty } from './exchange.ts';
import { storedHeaders } from './headers.ts';
import type { Payload } from './payload.ts';
import { readRange } from './range.ts';
import { checksumHeader } from './storage/checksums.ts';
import type { ObjectInfo } from './storage/object-file.ts';

/** PutObject. */
export async function putObject(exchange: Exchange): Promise<void> {
  const { headers, key, store } = exchange;
  const bucket = store.bucket(exchange.bucket);
  const stored = storedHeaders(headers);
  // An early check, so that a client does not send a body that will be refused. The check at the commit decides.
  requireWritable(headers, bucket.info(key));
  const payload = bodyOf(exchange, exchange.largestObject);
  const staged = await bucket.stage(payload.chunks, () => describe(key, stored, payload));
  await bucket.commit(staged, (current) => requireWritable(headers, current));
  sendEmpty(exchange, 200, { etag: `"${staged.info.etag}"`, ...checksumHeaders(staged.info) });
}

/** GetObject. */
export async function getObject(exchange: Exchange): Promise<void> {
  const object = await exchange.store.bucket(exchange.bucket).open(exchange.key);
  if (!object) throw noSuchKey(exchange.key);
  try {
    const { status, headers, start, end } = responseOf(exchange, object.info);
    exchange.response.writeHead(status, headers);
    await pipeline(object.read(start, end), exchange.response);
  } finally {
    await object.close();
  }
}

/** HeadObject. */
export async function headObject(exchange: Exchange): Promise<void> {
  const info = exchange.store.bucket(exchange.bucket).info(exchange.key);
  if (!info) throw noSuchKey(exchange.key);
  const { status, headers } = responseOf(exchange, info);
  exchange.response.writeHead(status, headers);
  exchange.response.end();
}

/** DeleteObject. Deleting a missing key succeeds. */
export async function deleteObject(exchange: Exchange): Promise<void> {
  const { store, key, headers } = exchange;
  await store.bucket(exchange.bucket).remove(key, (current) => requireWritable(headers, current));
  sendEmpty(exchange, 204);
}

/** The description of an object whose payload has been read. */
export function describe(key: string, headers: Record<string, string>, payload: Payload): ObjectInfo {
  const { bytes, md5, checksum } = payload.received();
  return { key, bytes, etag: md5.toString('hex'), lastModified: new Date().toISOString(), headers, checksum };
}

/** The error for a missing object. */
export function noSuchKey(key: string): S3Error {
  return new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}

function checksumHeaders({ checksum }: ObjectInfo): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

/** Status, headers and byte range of the response to a GET or HEAD. */
function responseOf({ headers }: Exchange, info: ObjectInfo) {
  requireReadable(headers, info);
  const range = readRange(headers.range, info.bytes);
  const { start, end } = range ?? { start: 0, end: info.bytes - 1 };
  // Not for a range: the client would compare the checksum of the whole object with the part.
  const isChecksumRequested = headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' && !range;
  return {
    status: range ? 206 : 200,
    start,
    end,
    headers: {
      ...info.headers,
      ...(isChecksumRequested ? checksumHeaders(info) : {}),
      ...(range ? { 'content-range': `bytes ${start}-${end}/${info.bytes}` } : {}),
      'accept-ranges': 'bytes',
      'content-length': String(end - start + 1),
      etag: `"${info.etag}"`,
      'last-modified': new Date(info.lastModified).toUTCString(),
    },
  };
}
