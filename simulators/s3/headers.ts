import { S3Error } from './errors.ts';
import type { Target } from './target.ts';

type Headers = Record<string, string>;

/** HTTP headers that are stored with an object and returned when it is read. */
const storedNames = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** The `x-amz-` headers that are supported. */
const supported =
  /^x-amz-(checksum-(mode|crc32|sha256)|content-sha256|copy-source(-if-match)?|date|metadata-directive|sdk-checksum-algorithm|user-agent)$/;

/** Query parameters of a presigned URL that are not headers. */
const signatureParameters = new Set(
  ['algorithm', 'credential', 'expires', 'signature', 'signedheaders'].map((name) => `x-amz-${name}`),
);

/** The headers of a PUT that are stored with its object. */
export function storedHeaders(headers: Headers): Headers {
  const given = storedNames.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(given) };
}

/** Adds the `x-amz-` headers that a presigned URL carries in its query. */
export function withHoistedHeaders(target: Target): Target {
  const parameters = [...target.query].map(([name, value]) => [name.toLowerCase(), value] as const);
  const hoisted = parameters.filter(([name]) => name.startsWith('x-amz-') && !signatureParameters.has(name));
  return { ...target, headers: { ...Object.fromEntries(hoisted), ...target.headers } };
}

/** Throws NotImplemented for an `x-amz-` header that is not supported, because S3 would act on it. */
export function requireSupportedHeaders(headers: Headers): void {
  const unsupported = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !supported.test(name));
  if (unsupported === undefined) return;
  const message = 'A header you provided implies functionality that is not implemented.';
  throw new S3Error('NotImplemented', message, { Header: unsupported });
}
