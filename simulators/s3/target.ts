import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';

/** What a request is about, read from its line and headers alone. */
export interface Target {
  method: string;
  /** The path as it is signed: decoded and encoded again. */
  path: string;
  /** Empty when the request is about the service. */
  bucket: string;
  /** Empty when the request is about a bucket. */
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

/** A path with every byte but the unreserved ones and `/` as `%XX`, as AWS's signature wants it. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** A path without its percent encoding; throws InvalidURI when it is none. */
export function decodePath(path: string): string {
  try {
    if (path.startsWith('/')) return decodeURIComponent(path);
  } catch {
    // Falls through: the path is no UTF-8.
  }
  throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
}

function encodeSegment(segment: string): string {
  const strict = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(segment).replace(/[!'()*]/g, strict);
}
