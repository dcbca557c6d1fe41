import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { S3Error } from './errors.ts';
import { type Claim, readClaim, signatureParameters, timeOf } from './storage/claim.ts';
import type { Target } from './target.ts';

/** Whose signatures are accepted. */
export interface Owner {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export type Caller = 'owner' | 'anyone';

const maximumSkew = 15 * 60_000;

/**
 * Makes a function that says who sent a request: `owner` when its signature (version 4, in the Authorization header or
 * in a presigned address) is the owner's and in time, `anyone` when it has none. A signature that does not hold throws.
 */
export function verifier(owner: Owner): (target: Target, now?: Date) => Promise<Caller> {
  const signer = new SignatureV4({
    service: 's3',
    region: owner.region,
    credentials: owner,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  return async (target, now = new Date()) => {
    const claim = readClaim(target);
    if (!claim) return 'anyone';
    if (claim.accessKeyId !== owner.accessKeyId) {
      throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
    }
    requireScope(claim, owner.region);
    requireTime(claim, now);
    requireCoverage(claim, target);
    const expected = await (claim.kind === 'header' ? signedInHeader : signedInQuery)(signer, claim, target);
    if (!timingSafeEqualText(claim.signature, expected)) {
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    }
    return 'owner';
  };
}

function requireScope({ kind, scope, date }: Claim, region: string): void {
  const refuse = (why: string, details?: Record<string, string>) =>
    kind === 'header'
      ? new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${why}`, details)
      : new S3Error(
          'AuthorizationQueryParametersError',
          `Error parsing the X-Amz-Credential parameter; ${why}`,
          details,
        );
  if (scope.region !== region) {
    throw refuse(`the region '${scope.region}' is wrong; expecting '${region}'`, { Region: region });
  }
  if (scope.service !== 's3' || scope.terminator !== 'aws4_request') {
    throw refuse('the credential scope must end in s3/aws4_request.');
  }
  if (scope.date !== date.slice(0, 8)) throw refuse('the date of the credential scope is not that of the request.');
}

function requireTime({ kind, date, expires }: Claim, now: Date): void {
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

/** A header that S3 acts on must be signed, or whoever holds a presigned address could change what it does. */
function requireCoverage({ kind, signedHeaders }: Claim, { headers }: Target): void {
  const signed = new Set(signedHeaders);
  const open = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host')) open.push('host');
  if (open.length > 0) {
    const details = { HeadersNotSigned: open.join(', ') };
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed.', details);
  }
  if (kind === 'header' && headers['x-amz-content-sha256'] === undefined) {
    throw new S3Error('MissingSecurityHeader', 'Your request was missing a required header: x-amz-content-sha256.');
  }
}

async function signedInHeader(signer: SignatureV4, claim: Claim, target: Target): Promise<string> {
  const signed = await signer.sign(unsigned(claim, target), {
    signingDate: new Date(timeOf(claim.date)),
    signableHeaders: new Set(claim.signedHeaders),
  });
  return /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
}

async function signedInQuery(signer: SignatureV4, claim: Claim, target: Target): Promise<string> {
  const request = unsigned(claim, target);
  const payload = 'x-amz-content-sha256';
  const isPayloadSigned = claim.signedHeaders.includes(payload);
  request.headers[payload] ??= target.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const signed = await signer.presign(request, {
    signingDate: new Date(timeOf(claim.date)),
    expiresIn: claim.expires,
    signableHeaders: new Set(claim.signedHeaders),
    unsignableHeaders: new Set(isPayloadSigned ? [] : [payload]),
    unhoistableHeaders: new Set(Object.keys(request.headers)),
  });
  return String(signed.query?.['X-Amz-Signature'] ?? '');
}

/** The request as it was before it was signed: its signed headers, and its query without the signature's own part. */
function unsigned({ signedHeaders }: Claim, { method, path, query, headers }: Target) {
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
