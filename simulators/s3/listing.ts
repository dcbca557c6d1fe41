import { S3Error } from './errors.ts';
import { type Exchange, sendXml } from './exchange.ts';
import type { SortedKeys } from './storage/sorted-keys.ts';
import { encodePath } from './target.ts';

/** A page of a listing: keys, and what is common to the keys that were rolled up, together in order. */
export interface Page {
  entries: { key?: string; prefix?: string }[];
  /** Where the next page begins; undefined at the end. */
  next?: string;
}

const largestPage = 1000;

/** ListObjectsV2. */
export async function listObjects(exchange: Exchange): Promise<void> {
  const { query, store } = exchange;
  if (query.get('list-type') !== '2') throw new S3Error('NotImplemented', 'Only list-type=2 is implemented.');
  const bucket = store.bucket(exchange.bucket);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const limit = readLimit(query.get('max-keys'));
  const start = bucket.keys.from(firstKey(query));
  const { entries, next } = readPage(bucket.keys, { prefix, delimiter, start, limit });
  const shown = query.get('encoding-type') === 'url' ? encodePath : (text: string) => text;

  sendXml(exchange, 'ListBucketResult', {
    Name: bucket.name,
    Prefix: shown(prefix),
    Delimiter: delimiter ? shown(delimiter) : undefined,
    EncodingType: query.get('encoding-type') ?? undefined,
    StartAfter: shown(query.get('start-after') ?? '') || undefined,
    ContinuationToken: query.get('continuation-token') ?? undefined,
    NextContinuationToken: next === undefined ? undefined : Buffer.from(next).toString('base64url'),
    MaxKeys: limit,
    KeyCount: entries.length,
    IsTruncated: next !== undefined,
    Contents: entries.flatMap(({ key }) => {
      const info = key === undefined ? undefined : bucket.info(key);
      if (!info) return [];
      return {
        Key: shown(info.key),
        LastModified: info.lastModified,
        ETag: `"${info.etag}"`,
        ChecksumAlgorithm: info.checksum?.algorithm,
        ChecksumType: info.checksum?.type,
        Size: info.bytes,
        StorageClass: 'STANDARD',
      };
    }),
    CommonPrefixes: entries.flatMap((entry) => (entry.prefix === undefined ? [] : { Prefix: shown(entry.prefix) })),
  });
}

/**
 * Up to `limit` entries from index `start` on: keys that begin with `prefix`, where those that go on beyond the next
 * `delimiter` (if it is not empty) are rolled up into one entry.
 */
function readPage(
  keys: SortedKeys,
  options: { prefix: string; delimiter: string; start: number; limit: number },
): Page {
  const { prefix, delimiter, limit } = options;
  const entries: Page['entries'] = [];
  let index = Math.max(options.start, keys.from(prefix));
  for (;;) {
    const key = keys.all[index];
    if (key === undefined || !key.startsWith(prefix) || limit === 0) return { entries };
    if (entries.length === limit) return { entries, next: key };
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (end < 0) {
      entries.push({ key });
      index += 1;
    } else {
      const common = key.slice(0, end + delimiter.length);
      entries.push({ prefix: common });
      index = keys.from(afterAll(common));
    }
  }
}

/** No page begins with a key that is before this one. */
function firstKey(query: URLSearchParams): string {
  const token = query.get('continuation-token');
  if (token !== null) return readToken(token);
  const startAfter = query.get('start-after');
  return startAfter ? `${startAfter}\0` : '';
}

/** What comes after all keys that begin with this prefix; `\u{10FFFF}` is no character that a key would have. */
function afterAll(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}

function readLimit(text: string | null): number {
  if (text === null) return largestPage;
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('InvalidArgument', 'Argument max-keys must be an integer from 0 on.');
  return Math.min(Number(text), largestPage);
}

function readToken(token: string): string {
  if (!/^[\w-]*$/.test(token)) throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect.');
  return Buffer.from(token, 'base64url').toString('utf8');
}
