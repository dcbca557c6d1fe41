import { S3Error } from './errors.ts';
import { type Checksum, checksumAlgorithms, checksumHeader, createDigest } from './storage/checksums.ts';

/** A request body that is verified while it is read. */
export interface Payload {
  /** The bytes. Throws at the end when they do not match the request's headers. */
  chunks: AsyncIterable<Buffer>;
  /** What was received; available after the last chunk. */
  received(): Received;
}

export interface Received {
  bytes: number;
  md5: Buffer;
  checksum?: Checksum;
}

type Headers = Record<string, string>;

/**
 * Opens a body of at most `limit` bytes. It is verified against all of its headers: the length, `x-amz-content-sha256`,
 * `content-md5` and one `x-amz-checksum-*`. Throws at once when the headers are contradictory.
 */
export function openPayload(headers: Headers, body: AsyncIterable<Buffer>, limit: number): Payload {
  requirePlainBody(headers);
  const length = declaredLength(headers);
  if (length > limit) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
  }
  const algorithm = declaredAlgorithm(headers);
  const md5 = createDigest('MD5');
  const sha256 = createDigest('SHA256');
  const checksum = algorithm && createDigest(algorithm);
  const signedHash = /^[0-9a-f]{64}$/.exec(headers['x-amz-content-sha256'] ?? '')?.[0];
  let received: Received | undefined;

  async function* verified() {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > length) throw incomplete();
      md5.update(chunk);
      if (signedHash) sha256.update(chunk);
      checksum?.update(chunk);
      yield chunk;
    }
    if (bytes !== length) throw incomplete();
    received = { bytes, md5: md5.digest() };
    if (signedHash && sha256.digest().toString('hex') !== signedHash) {
      const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
      throw new S3Error('XAmzContentSHA256Mismatch', message);
    }
    const declaredMd5 = headers['content-md5'];
    if (declaredMd5 !== undefined && declaredMd5 !== received.md5.toString('base64')) throw badDigest('Content-MD5');
    if (!algorithm || !checksum) return;
    const value = checksum.digest().toString('base64');
    if (value !== headers[checksumHeader(algorithm)]) throw badDigest(algorithm);
    received.checksum = { algorithm, value };
  }

  return {
    chunks: verified(),
    received: () => {
      if (!received) throw new Error('The payload has not been read to its end.');
      return received;
    },
  };
}

/** The whole body as text, for policy documents. */
export async function readText(payload: Payload): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of payload.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Throws for a body in `aws-chunked` encoding, which the SDK uses for streams only. */
function requirePlainBody(headers: Headers): void {
  const hash = headers['x-amz-content-sha256'];
  if (hash === undefined || hash === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(hash)) return;
  if (hash.startsWith('STREAMING-')) throw new S3Error('NotImplemented', `${hash} is not implemented.`);
  throw new S3Error('InvalidArgument', 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.');
}

function declaredLength(headers: Headers): number {
  const text = headers['content-length'];
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  return Number(text);
}

function declaredAlgorithm(headers: Headers) {
  const named = checksumAlgorithms.filter((algorithm) => headers[checksumHeader(algorithm)] !== undefined);
  if (named.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  return named[0];
}

function badDigest(name: string): S3Error {
  return new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

function incomplete(): S3Error {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header.';
  return new S3Error('IncompleteBody', message);
}
