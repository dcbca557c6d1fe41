import { S3Error } from './errors.ts';
import { type Exchange, sendXml } from './exchange.ts';

const largestPage = 1000;

/** ListObjectsV2, in S3's order: by the bytes of the keys in UTF-8, which differs from `<` on strings. */
export async function listObjects(exchange: Exchange): Promise<void> {
  const { query, store } = exchange;
  if (query.get('list-type') !== '2') throw new S3Error('NotImplemented', 'Only list-type=2 is implemented.');
  const bucket = store.bucket(exchange.bucket);
  const prefix = query.get('prefix') ?? '';
  const limit = readLimit(query.get('max-keys'));
  const token = query.get('continuation-token');
  const start = token === null ? '' : readToken(token);
  const remaining = bucket
    .objects()
    .filter(({ key }) => key.startsWith(prefix) && compareBytes(key, start) >= 0)
    .sort((left, right) => compareBytes(left.key, right.key));
  const page = remaining.slice(0, limit);
  const next = limit === 0 ? undefined : remaining[limit];

  sendXml(exchange, 'ListBucketResult', {
    Name: bucket.name,
    Prefix: prefix,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: next && Buffer.from(next.key).toString('base64url'),
    MaxKeys: limit,
    KeyCount: page.length,
    IsTruncated: next !== undefined,
    Contents: page.map(({ key, lastModified, etag, checksum, bytes }) => ({
      Key: key,
      LastModified: lastModified,
      ETag: `"${etag}"`,
      ChecksumAlgorithm: checksum?.algorithm,
      ChecksumType: checksum && 'FULL_OBJECT',
      Size: bytes,
      StorageClass: 'STANDARD',
    })),
  });
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function readLimit(text: string | null): number {
  if (text === null) return largestPage;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', 'Argument max-keys must be a non-negative integer.');
  return Math.min(Number(text), largestPage);
}

/** A continuation token is the first key of its page, in base64url. */
function readToken(token: string): string {
  if (!/^[\w-]*$/.test(token)) throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect.');
  return Buffer.from(token, 'base64url').toString('utf8');
}
