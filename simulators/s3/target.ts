import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';

/** The request line and headers. */
export interface Target {
  method: string;
  /** The path as it is signed: decoded, then encoded in AWS's form. */
  path: string;
  /** Empty for a request to the service itself. */
  bucket: string;
  /** Empty for a request to a bucket. */
  key: string;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Record<string, string>;
}

/** Reads the target of a path-style request; throws InvalidURI or KeyTooLongError. */
export function readTarget(request: IncomingMessage): Target {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = decodePath(mark < 0 ? url : url.slice(0, mark));
  const [, bucket = '', ...rest] = path.split('/');
  const key = rest.join('/');
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long.');
  return {
    method: request.method ?? 'GET',
    path: encodePath(path),
    bucket,
    key,
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : (value ?? ''),
      ]),
    ),
  };
}

/** Percent-encodes every byte except unreserved characters and `/`, as AWS signatures require. */
function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Percent-decodes an absolute path. Throws InvalidURI when it is malformed. */
export function decodePath(path: string): string {
  try {
    if (path.startsWith('/')) return decodeURIComponent(path);
  } catch {
    // Not valid UTF-8: refused below.
  }
  throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
}

function encodeSegment(segment: string): string {
  const strict = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(segment).replace(/[!'()*]/g, strict);
}
