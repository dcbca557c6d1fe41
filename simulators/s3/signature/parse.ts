import { S3Error } from '../errors.ts';
import type { Target } from '../target.ts';

/** The parts of a signature, not yet verified. */
export interface ParsedSignature {
  kind: 'header' | 'query';
  accessKeyId: string;
  scope: { date: string; region: string; service: string; terminator: string };
  signedHeaders: string[];
  signature: string;
  /** As sent: `20260131T235959Z`. */
  date: string;
  /** Seconds; presigned URLs only. */
  expires: number;
}

const algorithm = 'AWS4-HMAC-SHA256';
const maximumExpiry = 7 * 24 * 3600;

/** The query parameters of a presigned URL that form its signature. */
export const signatureParameters = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
  (name) => `X-Amz-${name}`,
);

/** Parses the signature of a request; undefined when it is not signed. Throws when it is malformed or signed twice. */
export function parseSignature({ headers, query }: Target): ParsedSignature | undefined {
  const isPresigned = query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm');
  if (headers.authorization !== undefined && isPresigned) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed.');
  }
  if (headers.authorization !== undefined) return parseHeader(headers.authorization, headers['x-amz-date'] ?? '');
  return isPresigned ? parseQuery(query) : undefined;
}

/** Parses `20260131T235959Z` to milliseconds; NaN for any other format. */
export function timeOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function parseHeader(authorization: string, date: string): ParsedSignature {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  if (!match) throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  return {
    kind: 'header',
    ...readCredential(credential),
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    expires: 0,
  };
}

function parseQuery(query: URLSearchParams): ParsedSignature {
  const [found, credential, date, expires, signedHeaders, signature] = signatureParameters.map((name) => {
    const [value, ...more] = query.getAll(name);
    if (value === undefined || more.length > 0) throw malformedQuery(`${name} must be given once.`);
    return value;
  }) as [string, string, string, string, string, string];
  if (found !== algorithm) throw malformedQuery(`X-Amz-Algorithm only supports ${algorithm}.`);
  if (!/^\d{1,9}$/.test(expires) || Number(expires) < 1 || Number(expires) > maximumExpiry) {
    throw malformedQuery(`X-Amz-Expires must be between 1 and ${maximumExpiry} seconds.`);
  }
  return {
    kind: 'query',
    ...readCredential(credential),
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    expires: Number(expires),
  };
}

function readCredential(credential: string): Pick<ParsedSignature, 'accessKeyId' | 'scope'> {
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = credential.split('/');
  return { accessKeyId, scope: { date, region, service, terminator } };
}

function malformedQuery(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
