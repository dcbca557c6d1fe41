import { preconditionFailed, requireReadable, requireWritable, sourceConditions } from './conditions.ts';
import { S3Error } from './errors.ts';
import { type Exchange, sendXml } from './exchange.ts';
import { storedHeaders } from './headers.ts';
import { describe, noSuchKey } from './objects.ts';
import { openPayload } from './payload.ts';
import { checksumAlgorithm, checksumElements, checksumHeader } from './storage/checksums.ts';
import type { ObjectInfo } from './storage/object-file.ts';
import { decodePath } from './target.ts';

/** CopyObject, within this store. The copy of an object made of parts has a new entity tag and no checksum. */
export async function copyObject(exchange: Exchange): Promise<void> {
  const { headers, store, key } = exchange;
  const source = readSource(headers['x-amz-copy-source'] ?? '');
  const isReplacing = headers['x-amz-metadata-directive']?.toUpperCase() === 'REPLACE';
  if (source.bucket === exchange.bucket && source.key === key && !isReplacing) {
    const message =
      'This copy request is illegal because it is trying to copy an object to itself without changing it.';
    throw new S3Error('InvalidRequest', message);
  }
  const bucket = store.bucket(exchange.bucket);
  const object = await store.bucket(source.bucket).open(source.key);
  if (!object) throw noSuchKey(source.key);
  try {
    requireCopyable(headers, object.info);
    const stored = isReplacing ? storedHeaders(headers) : object.info.headers;
    const payload = openPayload(statements(object.info), object.read(), object.info.bytes);
    const { path, info } = await bucket.stage(payload.chunks, () => describe(key, stored, payload));
    await bucket.commit({ path, info }, (current) => requireWritable(headers, current));
    sendXml(exchange, 'CopyObjectResult', {
      LastModified: info.lastModified,
      ETag: `"${info.etag}"`,
      ...checksumElements(info.checksum),
    });
  } finally {
    await object.close();
  }
}

function readSource(header: string): { bucket: string; key: string } {
  const [path = '', version] = header.split('?');
  if (version !== undefined) throw new S3Error('NotImplemented', 'Versions are not implemented.');
  const [, bucket, ...rest] = decodePath(path.startsWith('/') ? path : `/${path}`).split('/');
  const key = rest.join('/');
  if (bucket && key) return { bucket, key };
  throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
}

/** A copy has no answer 304: a source that is not as wished fails the copy. */
function requireCopyable(headers: Record<string, string>, { checksum, ...source }: ObjectInfo): void {
  const algorithm = headers['x-amz-checksum-algorithm'];
  if (algorithm !== undefined && checksumAlgorithm(algorithm) !== checksum?.algorithm) {
    throw new S3Error('NotImplemented', 'A copy keeps the checksum algorithm of its source.');
  }
  try {
    requireReadable(sourceConditions(headers), source);
  } catch {
    throw preconditionFailed();
  }
}

/** What the headers of an upload of this object would state. */
function statements({ bytes, checksum }: ObjectInfo): Record<string, string> {
  const isWhole = checksum?.type === 'FULL_OBJECT';
  return {
    'content-length': String(bytes),
    ...(isWhole ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {}),
  };
}
