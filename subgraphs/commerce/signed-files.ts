import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { backendError } from '#kit/graph/errors.ts';

/** Seconds for which a URL is valid. */
const lifetime = 300;

/** A presigned URL to download a file, and when it expires. */
export interface SignedUrl {
  url: string;
  expiresAt: Date;
}

/** Signs a URL to download the file with this key within five minutes. Rejects with BACKEND_UNAVAILABLE without credentials. */
export async function signFile(browsers: S3Client, Bucket: string, Key: string): Promise<SignedUrl> {
  const signingDate = new Date();
  const url = await getSignedUrl(browsers, new GetObjectCommand({ Bucket, Key }), {
    signingDate,
    expiresIn: lifetime,
  }).catch((error) => {
    throw backendError('S3', error);
  });
  return { url, expiresAt: new Date(signingDate.getTime() + lifetime * 1_000) };
}
