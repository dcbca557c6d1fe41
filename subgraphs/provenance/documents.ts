import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';
import { backendError } from '#kit/errors.ts';

/** Gives signed addresses of the files in the bucket, without a call to S3. */
export interface Documents {
  /** Addresses as they are given at `now`; all of one request come from one signer, so that they fit together. */
  signerAt(now: Date): Signer;
  close(): void;
}

export interface Signer {
  /** When its addresses stop working: 10 to 15 minutes after they were asked for. */
  expiresAt: Date;
  /** Where to GET the file under `key` without further credentials. Rejects where no credentials can be had to sign with. */
  sign(key: string): Promise<string>;
}

/** Within such a span of milliseconds an address stays the same, so that browsers and caches keep the file. */
const signingWindow = 5 * 60_000;

/** Milliseconds that an address works, counted from the start of its window. */
const lifetime = 15 * 60_000;

/** Signing takes half a millisecond: addresses are kept through their window, at most so many. */
const mostKept = 10_000;

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

/** Opens the bucket. Nothing is asked of it. */
export function openDocuments({ S3_BUCKET: Bucket, ...config }: z.output<typeof documentsShape>): Documents {
  const client = new S3Client(clientConfig(config));
  let signed = { window: 0, urls: new Map<string, Promise<string>>() };

  return {
    signerAt(now) {
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
              throw backendError('S3', error);
            });
            urls.set(key, url);
          }
          return url;
        },
      };
    },
    close: () => client.destroy(),
  };
}

function clientConfig(config: Omit<z.output<typeof documentsShape>, 'S3_BUCKET'>): S3ClientConfig {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config;
  const endpoint = config.S3_PUBLIC_ENDPOINT ?? config.S3_ENDPOINT;
  return {
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
  };
}
