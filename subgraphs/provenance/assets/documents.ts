import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AssetUpload } from '#generated/provenance.ts';
import { backendError } from '#kit/graph/errors.ts';
import { type BucketConfig, openS3 } from '#kit/stores/s3.ts';

/** The files in the bucket. Calls to S3 reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when it is unavailable. */
export interface Documents {
  /** A signer at the time `now`. Use one for a whole request, so that all its URLs expire together. */
  signerAt(now: Date): Signer;
  /** A presigned URL that accepts only this file, for 15 minutes. S3 stores it under a temporary key. */
  presignUpload(upload: string, file: AnnouncedFile): Promise<Pick<AssetUpload, 'url' | 'headers' | 'expiresAt'>>;
  /** The received file, but at most one byte more than `bytes`; null when it has not arrived. */
  readUpload(upload: string, bytes: number): Promise<ReceivedFile | null>;
  /**
   * Copies the received file, if it still has this entity tag, to its final key, whose content never changes. Resolves to
   * the entity tag of the copy; null when the received file is missing.
   */
  storeUpload(upload: string, etag: string, key: string, contentType: string): Promise<string | null>;
  /** Deletes the received file, if there is one. */
  deleteUpload(upload: string): Promise<void>;
  close(): void;
}

export interface Signer {
  /** When its URLs expire: 10 to 15 minutes after `now`. */
  expiresAt: Date;
  /** A presigned URL to GET the file. Rejects when no credentials for signing are available. */
  sign(key: string): Promise<string>;
}

/** A received file. */
export interface ReceivedFile {
  file: Buffer;
  /** 64 hexadecimal digits. */
  sha256: string;
  etag: string;
}

/** The file that a client will send. */
export interface AnnouncedFile {
  contentType: string;
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/** Milliseconds within which a URL stays the same, so that browsers and caches can reuse the file. */
const signingWindow = 5 * 60_000;

/** Milliseconds from the start of the window until a URL expires. */
const lifetime = 15 * 60_000;

/** Maximum number of cached URLs. They are cached because signing costs half a millisecond. */
const mostCached = 10_000;

/** Milliseconds for a request to S3, including the file. */
const requestTimeout = 15_000;

/** Opens the bucket, without a request. */
export function openDocuments({ S3_BUCKET: bucket, ...config }: BucketConfig): Documents {
  const { client, browsers, close } = openS3(config);
  return {
    signerAt: createSigners(browsers, bucket),
    presignUpload: (upload, file) => presignUpload(browsers, bucket, upload, file).catch(fail),
    readUpload: (upload, bytes) => readUpload(client, bucket, upload, bytes).catch(fail),

    async storeUpload(upload, etag, key, contentType) {
      const copy = new CopyObjectCommand({
        Bucket: bucket,
        Key: key,
        CopySource: `${bucket}/${keyOf(upload)}`,
        CopySourceIfMatch: etag,
        MetadataDirective: 'REPLACE',
        ContentType: contentType,
        CacheControl: 'private, max-age=31536000, immutable',
      });
      const copied = await nullIfMissing(client.send(copy, withTimeout())).catch(fail);
      return copied && (copied.CopyObjectResult?.ETag?.replaceAll('"', '') ?? '');
    },

    async deleteUpload(upload) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(upload) }), withTimeout()).catch(fail);
    },

    close,
  };
}

function createSigners(client: S3Client, Bucket: string): Documents['signerAt'] {
  let signed = { window: 0, urls: new Map<string, Promise<string>>() };
  return (now) => {
    const window = now.getTime() - (now.getTime() % signingWindow);
    const signingDate = new Date(window);
    const isCached = signed.window === window && signed.urls.size < mostCached;
    const urls = isCached ? signed.urls : new Map<string, Promise<string>>();
    signed = { window, urls };
    return {
      expiresAt: new Date(window + lifetime),
      sign(key) {
        let url = urls.get(key);
        if (!url) {
          const options = { signingDate, expiresIn: lifetime / 1000 };
          url = getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), options).catch((error) => {
            urls.delete(key);
            return fail(error);
          });
          urls.set(key, url);
        }
        return url;
      },
    };
  };
}

async function presignUpload(
  client: S3Client,
  Bucket: string,
  upload: string,
  { contentType, bytes, sha256 }: AnnouncedFile,
) {
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  const headers = {
    'content-type': contentType,
    'content-length': String(bytes),
    'x-amz-checksum-sha256': checksum,
  };
  const put = new PutObjectCommand({
    Bucket,
    Key: keyOf(upload),
    ContentType: contentType,
    ContentLength: bytes,
    ChecksumSHA256: checksum,
  });
  const signingDate = new Date();
  const url = await getSignedUrl(client, put, {
    signingDate,
    expiresIn: lifetime / 1000,
    signableHeaders: new Set(['host', ...Object.keys(headers)]),
    // The SDK would otherwise move it to the query, and it would not be a signed header.
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
  return {
    url,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    expiresAt: new Date(signingDate.getTime() + lifetime),
  };
}

async function readUpload(
  client: S3Client,
  Bucket: string,
  upload: string,
  bytes: number,
): Promise<ReceivedFile | null> {
  const time = withTimeout();
  const get = new GetObjectCommand({ Bucket, Key: keyOf(upload), Range: `bytes=0-${bytes}` });
  const object = await nullIfMissing(client.send(get, time));
  if (!object) return null;
  const { ETag: etag } = object;
  // Every response of S3 has an entity tag. Without one, another server responded.
  if (!etag) throw new Error('The response has no entity tag.');
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  // Hash incrementally: the digest of a large file at once would block the event loop.
  for await (const chunk of addAbortSignal(time.abortSignal, object.Body as Readable)) {
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { file: Buffer.concat(chunks), sha256: hash.digest('hex'), etag };
}

/** The temporary key of an upload. */
function keyOf(upload: string): string {
  return `uploads/${upload}`;
}

function withTimeout() {
  return { abortSignal: AbortSignal.timeout(requestTimeout) };
}

/** The response of S3; null when the object does not exist. */
function nullIfMissing<Output>(answer: Promise<Output>): Promise<Output | null> {
  return answer.catch((error: Error) => {
    if (error.name === 'NoSuchKey') return null;
    throw error;
  });
}

function fail(error: unknown): never {
  throw backendError('S3', error);
}
