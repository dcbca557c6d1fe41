import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { backendError } from '#kit/graph/errors.ts';
import { type BucketConfig, openS3, type SignedUrl, signFile } from '#kit/stores/s3.ts';
import type { StoredFile } from '../medusa/invoices.ts';

/** The files of invoices in the private bucket. Calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when S3 is unavailable. */
export interface InvoiceFiles {
  /**
   * Stores a file that `render` makes, to be saved under a name, unless there is one: what was stored is never replaced. Resolves to the digest of the stored
   * file. Renders one file at a time, so that a list of invoices needs the memory of one.
   */
  store(id: string, name: string, render: () => Promise<Buffer>): Promise<StoredFile>;
  /** A presigned URL to download the file within five minutes. */
  sign(id: string): Promise<SignedUrl>;
  close(): void;
}

/** Milliseconds for a request to S3. */
const requestTimeout = 5_000;

/** Opens the bucket, without a request. */
export function openInvoiceFiles({ S3_BUCKET: Bucket, ...config }: BucketConfig): InvoiceFiles {
  const { client, browsers, close } = openS3(config);
  let rendering: Promise<unknown> = Promise.resolve();

  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), withTimeout());
    return buffer(Body as Readable);
  };
  const write = async (Key: string, name: string, Body: Buffer) => {
    const put = new PutObjectCommand({
      ...{ Bucket, Key, Body, ContentType: 'application/pdf', IfNoneMatch: '*' },
      ContentDisposition: `inline; filename="${name}.pdf"`,
    });
    try {
      await client.send(put, withTimeout());
      return Body;
    } catch (error) {
      // Another request has stored it, or this process stopped before it recorded the digest.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return read(Key);
      throw error;
    }
  };

  return {
    async store(id, name, render) {
      const rendered = rendering.then(render);
      rendering = rendered.catch(() => {});
      const file = await rendered;
      const stored = await write(keyOf(id), name, file).catch(fail);
      return { sha256: createHash('sha256').update(stored).digest('hex'), bytes: stored.length };
    },

    sign: (id) => signFile(browsers, Bucket, keyOf(id)).catch(fail),

    close,
  };
}

function keyOf(id: string): string {
  return `invoices/${id}.pdf`;
}

function withTimeout() {
  return { abortSignal: AbortSignal.timeout(requestTimeout) };
}

function fail(error: unknown): never {
  throw backendError('S3', error);
}
