import { S3Error } from './errors.ts';
import type { ObjectInfo } from './storage/object-file.ts';

type Headers = Record<string, string>;

/**
 * Evaluates the conditional headers of a GET or HEAD in the order of RFC 9110, section 13.2.2.
 * Throws PreconditionFailed or NotModified.
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

/**
 * Evaluates `If-None-Match: *`, the one condition of a write that is supported. Throws PreconditionFailed when the
 * object exists, and NotImplemented for other conditions.
 */
export function requireWritable(headers: Headers, current: ObjectInfo | undefined): void {
  const ifNoneMatch = headers['if-none-match'];
  if (headers['if-match'] !== undefined || (ifNoneMatch !== undefined && ifNoneMatch !== '*')) {
    throw new S3Error('NotImplemented', 'Only If-None-Match: * is implemented for a write.');
  }
  if (ifNoneMatch !== undefined && current) throw preconditionFailed();
}

function preconditionFailed(): S3Error {
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

/** HTTP dates have no milliseconds. An invalid date is NaN, which compares as false, so the condition is ignored. */
function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000);
}
