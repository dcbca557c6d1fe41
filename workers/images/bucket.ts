import type { Readable } from 'node:stream';
import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { type BucketConfig, openS3 } from '#kit/stores/s3.ts';
import { PictureRefusal } from './refusals.ts';

/** The media bucket. Calls reject with the refusal UNAVAILABLE when S3 does not answer in time. */
export interface Bucket {
  /** The bytes of an object; undefined when there is none. Rejects with TOO_LARGE above `limit` bytes, without reading it. */
  read(key: string, limit: number): Promise<Buffer | undefined>;
  /** Stores a version unless there is one. */
  store(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Rejects with the reason when the bucket cannot be reached. */
  check(): Promise<void>;
  close(): void;
}

/** Milliseconds for a request to S3. */
const requestTimeout = 5_000;

/** Opens the bucket, without a request. */
export function openBucket({ S3_BUCKET: Bucket, ...config }: BucketConfig): Bucket {
  const { client, close } = openS3(config);
  const options = () => ({ abortSignal: AbortSignal.timeout(requestTimeout) });
  return {
    async read(Key, limit) {
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket, Key }), options());
        if (ContentLength > limit) {
          (Body as Readable).destroy();
          throw new PictureRefusal('TOO_LARGE');
        }
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error instanceof PictureRefusal ? error : new PictureRefusal('UNAVAILABLE', error);
      }
    },
    async store(Key, Body, ContentType) {
      const CacheControl = 'public, max-age=31536000, immutable';
      const put = new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl, IfNoneMatch: '*' });
      try {
        await client.send(put, options());
      } catch (error) {
        // Another process has stored it: the same bytes.
        if (![409, 412].includes(statusOf(error))) throw new PictureRefusal('UNAVAILABLE', error);
      }
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket }), { abortSignal: AbortSignal.timeout(2_000) });
    },
    close,
  };
}

function statusOf(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
}
