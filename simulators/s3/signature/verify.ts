import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { S3Error } from '../errors.ts';
import type { Target } from '../target.ts';
import { type ParsedSignature, parseSignature, signatureParameters, timeOf } from './parse.ts';

/** The only account of the server. */
export interface Owner {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export type Caller = 'owner' | 'anonymous';

const maximumSkew = 15 * 60_000;

/**
 * Creates a function that authenticates a request by its signature (version 4, in the Authorization header or in a
 * presigned URL): `owner` when it is valid and current, `anonymous` when there is none. Throws for an invalid signature.
 */
export function createVerifier(owner: Owner): (target: Target, now?: Date) => Promise<Caller> {
  const signer = new SignatureV4({
    service: 's3',
    region: owner.region,
    credentials: owner,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  return async (target, now = new Date()) => {
    const parsed = parseSignature(target);
    if (!parsed) return 'anonymous';
    if (parsed.accessKeyId !== owner.accessKeyId) {
      throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
    }
    requireScope(parsed, owner.region);
    requireTime(parsed, now);
    requireSignedHeaders(parsed, target);
    const expected = await (parsed.kind === 'header' ? signedInHeader : signedInQuery)(signer, parsed, target);
    if (!timingSafeEqualText(parsed.signature, expected)) {
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    }
    return 'owner';
  };
}

function requireScope({ kind, scope, date }: ParsedSignature, region: string): void {
  const malformed = (reason: string, details?: Record<string, string>) =>
    kind === 'header'
      ? new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${reason}`, details)
      : new S3Error(
          'AuthorizationQueryParametersError',
          `Error parsing the X-Amz-Credential parameter; ${reason}`,
          details,
        );
  if (scope.region !== region) {
    throw malformed(`the region '${scope.region}' is wrong; expecting '${region}'`, { Region: region });
  }
  if (scope.service !== 's3' || scope.terminator !== 'aws4_request') {
    throw malformed('the credential scope must end in s3/aws4_request.');
  }
  if (scope.date !== date.slice(0, 8))
    throw malformed('the date of the credential scope does not match the date of the request.');
}

function requireTime({ kind, date, expires }: ParsedSignature, now: Date): void {
  const signed = timeOf(date);
  if (Number.isNaN(signed)) throw new S3Error('AccessDenied', 'AWS authentication requires a valid x-amz-date.');
  const age = now.getTime() - signed;
  if (kind === 'header' && Math.abs(age) > maximumSkew) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  if (kind === 'query' && -age > maximumSkew) throw new S3Error('AccessDenied', 'Request is not yet valid.');
  if (kind === 'query' && age > expires * 1000) throw new S3Error('AccessDenied', 'Request has expired.');
}

/** Requires that all `x-amz-` headers are signed, so that the holder of a presigned URL cannot change its effect. */
function requireSignedHeaders({ kind, signedHeaders }: ParsedSignature, { headers }: Target): void {
  const signed = new Set(signedHeaders);
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host')) unsigned.push('host');
  if (unsigned.length > 0) {
    const details = { HeadersNotSigned: unsigned.join(', ') };
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed.', details);
  }
  if (kind === 'header' && headers['x-amz-content-sha256'] === undefined) {
    throw new S3Error('MissingSecurityHeader', 'Your request was missing a required header: x-amz-content-sha256.');
  }
}

async function signedInHeader(signer: SignatureV4, parsed: ParsedSignature, target: Target): Promise<string> {
  const signed = await signer.sign(unsignedRequest(parsed, target), {
    signingDate: new Date(timeOf(parsed.date)),
    signableHeaders: new Set(parsed.signedHeaders),
  });
  return /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
}

async function signedInQuery(signer: SignatureV4, parsed: ParsedSignature, target: Target): Promise<string> {
  const request = unsignedRequest(parsed, target);
  const payload = 'x-amz-content-sha256';
  const isPayloadSigned = parsed.signedHeaders.includes(payload);
  request.headers[payload] ??= target.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const signed = await signer.presign(request, {
    signingDate: new Date(timeOf(parsed.date)),
    expiresIn: parsed.expires,
    signableHeaders: new Set(parsed.signedHeaders),
    unsignableHeaders: new Set(isPayloadSigned ? [] : [payload]),
    unhoistableHeaders: new Set(Object.keys(request.headers)),
  });
  return String(signed.query?.['X-Amz-Signature'] ?? '');
}

/** The request before it was signed: its signed headers, and its query without the parameters of the signature. */
function unsignedRequest({ signedHeaders }: ParsedSignature, { method, path, query, headers }: Target) {
  const names = [...new Set(query.keys())].filter((name) => !signatureParameters.includes(name));
  return {
    method,
    protocol: 'http:',
    hostname: '',
    path,
    query: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
    headers: Object.fromEntries(signedHeaders.map((name) => [name, headers[name] ?? ''])),
  };
}
