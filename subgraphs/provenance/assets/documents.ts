import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';
import type { AssetUpload } from '#generated/provenance.ts';
import { backendError } from '#kit/graph/errors.ts';

/** The files in the bucket. Whatever needs S3 rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT where it is away. */
export interface Documents {
  /** Signed addresses as they are given at `now`; all of one request come from one signer, so that they fit together. */
  signerAt(now: Date): Signer;
  /** Where to send this file, and nothing else, within 15 minutes; it lies aside then, until it is kept or discarded. */
  invite(upload: string, file: NewFile): Promise<Pick<AssetUpload, 'url' | 'headers' | 'expiresAt'>>;
  /** The file that was sent, or, of one that is longer than `bytes`, one byte more than that; null before it has come. */
  fetch(upload: string, bytes: number): Promise<SentFile | null>;
  /**
   * Stores the file that was sent, and has this entity tag, for good, under a key that always holds the same. Resolves to
   * the entity tag it has there; null where it has been deleted.
   */
  keep(upload: string, etag: string, key: string, contentType: string): Promise<string | null>;
  /** Deletes the file that was sent, if there is one. */
  discard(upload: string): Promise<void>;
  close(): void;
}

export interface Signer {
  /** When its addresses stop working: 10 to 15 minutes after they were asked for. */
  expiresAt: Date;
  /** Where to GET the file under `key` without further credentials. Rejects where no credentials can be had to sign with. */
  sign(key: string): Promise<string>;
}

/** A file that has arrived, with its digest (64 hexadecimal digits) and its entity tag. */
export interface SentFile {
  file: Buffer;
  sha256: string;
  etag: string;
}

/** A file that is announced. */
export interface NewFile {
  contentType: string;
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/** Within such a span of milliseconds an address stays the same, so that browsers and caches keep the file. */
const signingWindow = 5 * 60_000;

/** Milliseconds that an address works, counted from the start of its window. */
const lifetime = 15 * 60_000;

/** Signing takes half a millisecond: addresses are kept through their window, at most so many. */
const mostKept = 10_000;

/** Milliseconds that S3 may take over a file. */
const answerTimeout = 15_000;

/** The bucket, its endpoint (AWS where there is none) as browsers see it, and credentials (AWS's own chain where there are none). */
export const documentsShape = z.object({
  S3_BUCKET: z.string(),
  S3_REGION: z.string().default('eu-west-3'),
  S3_ENDPOINT: z.url().optional(),
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

type Config = Omit<z.output<typeof documentsShape>, 'S3_BUCKET'>;

/** Opens the bucket. Nothing is asked of it. */
export function openDocuments({ S3_BUCKET: bucket, ...config }: z.output<typeof documentsShape>): Documents {
  const client = clientAt(config.S3_ENDPOINT, config);
  // The host is part of a signature, so it must be the one that browsers see.
  const browsers = clientAt(config.S3_PUBLIC_ENDPOINT ?? config.S3_ENDPOINT, config);
  return {
    signerAt: signersOf(browsers, bucket),
    invite: (upload, file) => invite(browsers, bucket, upload, file).catch(fail),
    fetch: (upload, bytes) => fetchUpload(client, bucket, upload, bytes).catch(fail),

    async keep(upload, etag, key, contentType) {
      const copy = new CopyObjectCommand({
        Bucket: bucket,
        Key: key,
        CopySource: `${bucket}/${keyOf(upload)}`,
        CopySourceIfMatch: etag,
        MetadataDirective: 'REPLACE',
        ContentType: contentType,
        CacheControl: 'private, max-age=31536000, immutable',
      });
      const copied = await unlessGone(client.send(copy, inTime())).catch(fail);
      return copied && (copied.CopyObjectResult?.ETag?.replaceAll('"', '') ?? '');
    },

    async discard(upload) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(upload) }), inTime()).catch(fail);
    },

    close() {
      client.destroy();
      browsers.destroy();
    },
  };
}

function signersOf(client: S3Client, Bucket: string): Documents['signerAt'] {
  let signed = { window: 0, urls: new Map<string, Promise<string>>() };
  return (now) => {
    const window = now.getTime() - (now.getTime() % signingWindow);
    const signingDate = new Date(window);
    const isKept = signed.window === window && signed.urls.size < mostKept;
    const urls = isKept ? signed.urls : new Map<string, Promise<string>>();
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

async function invite(client: S3Client, Bucket: string, upload: string, { contentType, bytes, sha256 }: NewFile) {
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
    // Else it would stand in the address, and not be among the headers that are signed.
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
  return {
    url,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    expiresAt: new Date(signingDate.getTime() + lifetime),
  };
}

async function fetchUpload(client: S3Client, Bucket: string, upload: string, bytes: number): Promise<SentFile | null> {
  const time = inTime();
  const get = new GetObjectCommand({ Bucket, Key: keyOf(upload), Range: `bytes=0-${bytes}` });
  const found = await unlessGone(client.send(get, time));
  if (!found) return null;
  const { ETag: etag } = found;
  // S3 tags every object. Another server at its address may answer too, and its bytes are not those of the file.
  if (!etag) throw new Error('The answer has no entity tag.');
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  // The digest of a large file at once would keep everybody waiting.
  for await (const chunk of addAbortSignal(time.abortSignal, found.Body as Readable)) {
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { file: Buffer.concat(chunks), sha256: hash.digest('hex'), etag };
}

function clientAt(endpoint: string | undefined, config: Config): S3Client {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config;
  return new S3Client({
    region: config.S3_REGION,
    // A server of one's own has no host name for each bucket, as AWS has.
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, sessionToken: config.AWS_SESSION_TOKEN },
      }),
    // Browsers do not check S3's checksums, and the SDK would sign one of an empty body into the address.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Where a file lies until it is kept or discarded. */
function keyOf(upload: string): string {
  return `uploads/${upload}`;
}

function inTime() {
  return { abortSignal: AbortSignal.timeout(answerTimeout) };
}

/** The answer of S3; null where it says that the file is not there. */
function unlessGone<Output>(answer: Promise<Output>): Promise<Output | null> {
  return answer.catch((error: Error) => {
    if (error.name === 'NoSuchKey') return null;
    throw error;
  });
}

function fail(error: unknown): never {
  throw backendError('S3', error);
}
