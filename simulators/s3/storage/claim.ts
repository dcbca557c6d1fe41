import { S3Error } from '../errors.ts';
import type { Target } from '../target.ts';

/** A signature and what it claims to cover. */
export interface Claim {
  kind: 'header' | 'query';
  accessKeyId: string;
  scope: { date: string; region: string; service: string; terminator: string };
  signedHeaders: string[];
  signature: string;
  /** As sent: `20260131T235959Z`. */
  date: string;
  /** Seconds; of presigned addresses alone. */
  expires: number;
}

const algorithm = 'AWS4-HMAC-SHA256';
const maximumExpiry = 7 * 24 * 3600;

/** The parameters of a presigned address that make its signature. */
export const signatureParameters = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
  (name) => `X-Amz-${name}`,
);

/** The signature a request carries; undefined when it has none. Throws when it is malformed or there are two. */
export function readClaim({ headers, query }: Target): Claim | undefined {
  const isPresigned = query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm');
  if (headers.authorization !== undefined && isPresigned) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed.');
  }
  if (headers.authorization !== undefined) return claimOfHeader(headers.authorization, headers['x-amz-date'] ?? '');
  return isPresigned ? claimOfQuery(query) : undefined;
}

/** The time of `20260131T235959Z` in milliseconds; NaN when it is not written so. */
export function timeOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function claimOfHeader(authorization: string, date: string): Claim {
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

function claimOfQuery(query: URLSearchParams): Claim {
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

function readCredential(credential: string): Pick<Claim, 'accessKeyId' | 'scope'> {
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = credential.split('/');
  return { accessKeyId, scope: { date, region, service, terminator } };
}

function malformedQuery(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
