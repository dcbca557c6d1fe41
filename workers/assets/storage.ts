import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type BucketConfig, openS3 } from '#kit/stores/s3.ts';
import type { MadeFile, MadeModel, MadePoster } from './make/result.ts';

/** A file in the bucket. */
export interface StoredFile {
  key: string;
  contentType: string;
  bytes: number;
  /** 64 lower-case hexadecimal digits. */
  sha256: string;
}

export type StoredModel = Omit<MadeModel, keyof MadeFile> & StoredFile;

export type StoredPoster = Omit<MadePoster, keyof MadeFile> & StoredFile;

/** The files in the bucket. Methods reject when S3 is unavailable or too slow. */
export interface Storage {
  /** The file with this key. Rejects when it has another size: it would not be the file that was inspected. */
  read(key: string, bytes: number): Promise<Uint8Array>;
  /** Stores a file under its digest. Idempotent. */
  store<File extends MadeFile>(file: File): Promise<Omit<File, keyof MadeFile> & StoredFile>;
  close(): void;
}

/** Milliseconds for one file. */
const timeout = 60_000;

/** Opens the bucket, without a request. */
export function openStorage({ S3_BUCKET: Bucket, ...config }: BucketConfig): Storage {
  const { client, close } = openS3(config);
  return {
    async read(key, bytes) {
      const abortSignal = AbortSignal.timeout(timeout);
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range: `bytes=0-${bytes}` }), {
        abortSignal,
      });
      const chunks: Buffer[] = [];
      for await (const chunk of addAbortSignal(abortSignal, Body as Readable)) chunks.push(chunk);
      const file = Buffer.concat(chunks);
      if (file.length !== bytes) throw new Error(`The file in S3 has not ${bytes} bytes.`);
      return new Uint8Array(file);
    },

    async store({ bytes, contentType, extension, ...rest }) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const key = `assets/${sha256}.${extension}`;
      const put = new PutObjectCommand({
        ...{ Bucket, Key: key, Body: bytes, ContentType: contentType },
        CacheControl: 'private, max-age=31536000, immutable',
      });
      await client.send(put, { abortSignal: AbortSignal.timeout(timeout) });
      return { ...rest, key, contentType, bytes: bytes.length, sha256 };
    },

    close,
  };
}
