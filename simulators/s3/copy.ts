import { requireReadable, requireWritable } from './conditions.ts';
import { S3Error } from './errors.ts';
import { type Exchange, sendXml } from './exchange.ts';
import { storedHeaders } from './headers.ts';
import { describe, noSuchKey } from './objects.ts';
import { openPayload } from './payload.ts';
import { checksumHeader } from './storage/checksums.ts';
import type { ObjectInfo } from './storage/object-file.ts';
import { decodePath } from './target.ts';

/** CopyObject with the metadata directive REPLACE. The copy has the checksum of its source. */
export async function copyObject(exchange: Exchange): Promise<void> {
  const { headers, store, key } = exchange;
  const source = readSource(headers['x-amz-copy-source'] ?? '');
  if (headers['x-amz-metadata-directive']?.toUpperCase() !== 'REPLACE') {
    throw new S3Error('NotImplemented', 'Only the metadata directive REPLACE is implemented.');
  }
  const bucket = store.bucket(exchange.bucket);
  const object = await store.bucket(source.bucket).open(source.key);
  if (!object) throw noSuchKey(source.key);
  try {
    const ifMatch = headers['x-amz-copy-source-if-match'];
    requireReadable(ifMatch === undefined ? {} : { 'if-match': ifMatch }, object.info);
    const stored = storedHeaders(headers);
    const payload = openPayload(uploadHeaders(object.info), object.read(), object.info.bytes);
    const { path, info } = await bucket.stage(payload.chunks, () => describe(key, stored, payload));
    await bucket.commit({ path, info }, (current) => requireWritable(headers, current));
    const { lastModified, etag, checksum } = info;
    sendXml(exchange, 'CopyObjectResult', {
      LastModified: lastModified,
      ETag: `"${etag}"`,
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: 'FULL_OBJECT' }),
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

/** The headers that an upload of this object would have. */
function uploadHeaders({ bytes, checksum }: ObjectInfo): Record<string, string> {
  return {
    'content-length': String(bytes),
    ...(checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }),
  };
}
