import { unchunk } from './chunked.ts';
import { S3Error } from './errors.ts';
import { type Checksum, checksumAlgorithms, checksumHeader, createDigest } from './storage/checksums.ts';

/** A request's body, which its headers say how to check. */
export interface Payload {
  /** The bytes without their framing. Ends by throwing when they are not what the request said they would be. */
  chunks: AsyncIterable<Buffer>;
  /** What was found; to be asked after the last chunk. */
  received(): Received;
}

export interface Received {
  bytes: number;
  md5: Buffer;
  checksum?: Checksum;
}

type Headers = Record<string, string>;

/**
 * Opens a body of at most `limit` bytes. It is compared with every statement of its headers and trailers: its length,
 * `x-amz-content-sha256`, `content-md5` and one `x-amz-checksum-*`. Throws at once when the headers contradict themselves.
 */
export function openPayload(headers: Headers, body: AsyncIterable<Buffer>, limit: number): Payload {
  const isChunked = framing(headers) === 'chunked';
  const length = declaredLength(headers, isChunked);
  if (length > limit) throw tooLarge();
  const trailers = new Map<string, string>();
  const algorithm = declaredAlgorithm(headers);
  const md5 = createDigest('MD5');
  const sha256 = createDigest('SHA256');
  const checksum = algorithm && createDigest(algorithm);
  const signedHash = /^[0-9a-f]{64}$/.exec(headers['x-amz-content-sha256'] ?? '')?.[0];
  let received: Received | undefined;

  async function* checked() {
    let bytes = 0;
    for await (const chunk of isChunked ? unchunk(body, trailers) : body) {
      bytes += chunk.length;
      if (bytes > length) throw incomplete();
      md5.update(chunk);
      if (signedHash) sha256.update(chunk);
      checksum?.update(chunk);
      yield chunk;
    }
    if (bytes !== length) throw incomplete();
    received = { bytes, md5: Buffer.from(await md5.digest()) };
    if (signedHash && toHex(await sha256.digest()) !== signedHash) {
      const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
      throw new S3Error('XAmzContentSHA256Mismatch', message);
    }
    const declaredMd5 = headers['content-md5'];
    if (declaredMd5 !== undefined && declaredMd5 !== received.md5.toString('base64')) throw badDigest('Content-MD5');
    if (!algorithm || !checksum) return;
    const value = Buffer.from(await checksum.digest()).toString('base64');
    const name = checksumHeader(algorithm);
    if (value !== (headers[name] ?? trailers.get(name))) throw badDigest(algorithm);
    received.checksum = { algorithm, value, type: 'FULL_OBJECT' };
  }

  return {
    chunks: checked(),
    received: () => {
      if (!received) throw new Error('The payload has not been read to its end.');
      return received;
    },
  };
}

/** A whole body as text, for the small XML and JSON documents. */
export async function readText(payload: Payload): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of payload.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function framing(headers: Headers): 'plain' | 'chunked' {
  const hash = headers['x-amz-content-sha256'];
  if (hash === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return 'chunked';
  if (hash === undefined || hash === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(hash)) return 'plain';
  if (hash.startsWith('STREAMING-')) throw new S3Error('NotImplemented', `${hash} is not implemented.`);
  throw new S3Error('InvalidArgument', 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.');
}

function declaredLength(headers: Headers, isChunked: boolean): number {
  const text = headers[isChunked ? 'x-amz-decoded-content-length' : 'content-length'];
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  return Number(text);
}

function declaredAlgorithm(headers: Headers) {
  const announced = (headers['x-amz-trailer'] ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const unknown = announced.find((name) => !checksumAlgorithms.some((algorithm) => name === checksumHeader(algorithm)));
  if (unknown) throw new S3Error('NotImplemented', `The trailer ${unknown} is not implemented.`);
  const named = checksumAlgorithms.filter((algorithm) => {
    const name = checksumHeader(algorithm);
    return headers[name] !== undefined || announced.includes(name);
  });
  if (named.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  return named[0];
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function badDigest(name: string): S3Error {
  return new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

function incomplete(): S3Error {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header.';
  return new S3Error('IncompleteBody', message);
}

function tooLarge(): S3Error {
  return new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
}
