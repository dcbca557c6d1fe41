import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';

/** A bucket in S3. Without an endpoint it is at AWS; without keys, AWS's default credential chain is used. */
export const bucketShape = z.object({
  S3_BUCKET: z.string(),
  S3_REGION: z.string().default('eu-west-3'),
  S3_ENDPOINT: z.url().optional(),
  /** The endpoint for browsers, if it differs. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/**
 * The bucket of invoices and labels of returns, which contain addresses of buyers. With keys of its own, the services that
 * write them cannot read the other bucket, and the other services cannot read them.
 */
export const invoicesShape = bucketShape.omit({ S3_BUCKET: true }).extend({
  INVOICES_BUCKET: z.string(),
  INVOICES_ACCESS_KEY_ID: z.string().optional(),
  INVOICES_SECRET_ACCESS_KEY: z.string().optional(),
});

/** The configuration of the bucket of invoices: with its own keys, or else those of the other bucket. */
export function invoicesBucket(config: z.output<typeof invoicesShape>): BucketConfig {
  const { INVOICES_BUCKET, INVOICES_ACCESS_KEY_ID: id, INVOICES_SECRET_ACCESS_KEY: secret, ...others } = config;
  const own =
    id && secret ? { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: undefined } : {};
  return { ...others, ...own, S3_BUCKET: INVOICES_BUCKET };
}

/** The configuration of a bucket. */
export type BucketConfig = z.output<typeof bucketShape>;

/**
 * Two clients of S3: one for requests of this process, one that signs URLs for browsers, since the host is part of the
 * signature. Neither sends a request when it is opened.
 */
export function openS3(config: Omit<BucketConfig, 'S3_BUCKET'>): {
  client: S3Client;
  browsers: S3Client;
  close(): void;
} {
  const client = clientAt(config.S3_ENDPOINT, config);
  const browsers = clientAt(config.S3_PUBLIC_ENDPOINT ?? config.S3_ENDPOINT, config);
  return {
    client,
    browsers,
    close() {
      client.destroy();
      browsers.destroy();
    },
  };
}

/** Seconds for which a signed URL is valid. */
const lifetime = 300;

/** A presigned URL to download a file, and when it expires. */
export interface SignedUrl {
  url: string;
  expiresAt: Date;
}

/** Signs a URL to download the file with this key within five minutes, without a request. Rejects without credentials. */
export async function signFile(browsers: S3Client, Bucket: string, Key: string): Promise<SignedUrl> {
  const signingDate = new Date();
  const get = new GetObjectCommand({ Bucket, Key });
  const url = await getSignedUrl(browsers, get, { signingDate, expiresIn: lifetime });
  return { url, expiresAt: new Date(signingDate.getTime() + lifetime * 1_000) };
}

function clientAt(endpoint: string | undefined, config: Omit<BucketConfig, 'S3_BUCKET'>): S3Client {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config;
  return new S3Client({
    region: config.S3_REGION,
    // Only AWS has a host name for each bucket.
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, sessionToken: config.AWS_SESSION_TOKEN },
      }),
    // Browsers do not verify S3's checksums, and the SDK would sign the checksum of an empty body into the URL.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
