import { S3Error } from './errors.ts';
import type { Target } from './target.ts';

type Headers = Record<string, string>;

/** Headers of HTTP that are stored with an object and may be overridden when it is read. */
export const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const largestMetadata = 2048;

/** Headers of S3 that are understood here. Any other would promise something that does not happen. */
const understood =
  /^x-amz-(acl|checksum-(algorithm|type|mode|crc32|crc32c|crc64nvme|sha1|sha256)|content-sha256|copy-source(-if-(match|none-match|modified-since|unmodified-since))?|date|decoded-content-length|meta-.+|metadata-directive|mp-object-size|sdk-checksum-algorithm|trailer|user-agent)$/;

/** Parameters of a presigned address that are no headers. */
const signatureParameters = new Set(
  ['algorithm', 'credential', 'expires', 'signature', 'signedheaders'].map((name) => `x-amz-${name}`),
);

/** The headers of a request that are stored with its object: the system's own and the user's metadata. */
export function storedHeaders(headers: Headers): Headers {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  const size = metadata.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length, 0);
  if (size > largestMetadata) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.');
  }
  const system = systemHeaders.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
  const stored: Headers = { 'content-type': 'binary/octet-stream', ...Object.fromEntries([...system, ...metadata]) };
  const encodings = (stored['content-encoding'] ?? '')
    .split(/\s*,\s*/)
    .filter((name) => name && name !== 'aws-chunked');
  delete stored['content-encoding'];
  return encodings.length > 0 ? { ...stored, 'content-encoding': encodings.join(', ') } : stored;
}

/** Headers by which a signed GET overrides those stored: `response-content-type` and its like in the query. */
export function overriddenHeaders(query: URLSearchParams): Headers {
  const overrides = systemHeaders.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(overrides);
}

/** The target with the `x-amz-` headers that a presigned address carries in its query among its headers. */
export function withHoistedHeaders(target: Target): Target {
  const parameters = [...target.query].map(([name, value]) => [name.toLowerCase(), value] as const);
  const hoisted = parameters.filter(([name]) => name.startsWith('x-amz-') && !signatureParameters.has(name));
  return { ...target, headers: { ...Object.fromEntries(hoisted), ...target.headers } };
}

/** Throws when a header asks for something of S3 that this server does not do. */
export function requireUnderstood(headers: Headers): void {
  const stranger = Object.keys(headers).find(isUnknown);
  if (stranger) {
    const details = { Header: stranger };
    throw new S3Error(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented.',
      details,
    );
  }
  const acl = headers['x-amz-acl'];
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs.');
  }
}

function isUnknown(name: string): boolean {
  return name.startsWith('x-amz-') && !understood.test(name);
}
