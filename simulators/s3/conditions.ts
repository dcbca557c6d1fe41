import { S3Error } from './errors.ts';
import type { ObjectInfo } from './storage/object-file.ts';

type Headers = Record<string, string>;

/**
 * Throws PreconditionFailed or NotModified when the conditions of a GET or HEAD do not hold for this object, in the
 * order of RFC 9110 (section 13.2.2).
 */
export function requireReadable(headers: Headers, info: ObjectInfo): void {
  const ifMatch = headers['if-match'];
  const ifUnmodifiedSince = headers['if-unmodified-since'];
  if (ifMatch !== undefined ? !matches(ifMatch, info) : isNewer(info, ifUnmodifiedSince)) throw preconditionFailed();
  const ifNoneMatch = headers['if-none-match'];
  const ifModifiedSince = headers['if-modified-since'];
  const isKnown = ifNoneMatch !== undefined ? matches(ifNoneMatch, info) : isUnchanged(info, ifModifiedSince);
  if (isKnown) throw new S3Error('NotModified', 'Not Modified');
}

/** Throws when the conditions of a PUT, POST or DELETE (If-Match, If-None-Match: *) do not hold for the present object. */
export function requireWritable(headers: Headers, current: ObjectInfo | undefined): void {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match of a write takes * alone.');
  }
  if (ifNoneMatch !== undefined && current) throw preconditionFailed();
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) return;
  if (!current) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!matches(ifMatch, current)) throw preconditionFailed();
}

/** The conditions of a copy on its source, under the names they have for a GET. */
export function sourceConditions(headers: Headers): Headers {
  const prefix = 'x-amz-copy-source-if-';
  const conditions = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(conditions.map(([name, value]) => [`if-${name.slice(prefix.length)}`, value]));
}

/** The error of a condition that does not hold. */
export function preconditionFailed(): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.');
}

function matches(header: string, { etag }: ObjectInfo): boolean {
  const tags = header.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  return tags.includes('*') || tags.includes(etag);
}

function isNewer(info: ObjectInfo, date: string | undefined): boolean {
  return date !== undefined && seconds(info.lastModified) > seconds(date);
}

function isUnchanged(info: ObjectInfo, date: string | undefined): boolean {
  return date !== undefined && seconds(info.lastModified) <= seconds(date);
}

/** Dates of HTTP have no milliseconds. A date that cannot be read is NaN and compares as false: it is ignored. */
function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000);
}
