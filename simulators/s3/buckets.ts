import { S3Error } from './errors.ts';
import { bodyOf, type Exchange, sendEmpty } from './exchange.ts';
import { readText } from './payload.ts';
import { requirePolicy } from './policy.ts';

const largestPolicy = 20 * 1024;

/** CreateBucket. The body, which names a region, is ignored: there is only one. */
export async function createBucket(exchange: Exchange): Promise<void> {
  exchange.request.resume();
  await exchange.store.createBucket(exchange.bucket);
  sendEmpty(exchange, 200, { location: `/${exchange.bucket}` });
}

/** HeadBucket. */
export async function headBucket(exchange: Exchange): Promise<void> {
  exchange.store.bucket(exchange.bucket);
  sendEmpty(exchange, 200, { 'x-amz-bucket-region': exchange.region });
}

/** PutBucketPolicy. */
export async function putBucketPolicy(exchange: Exchange): Promise<void> {
  const bucket = exchange.store.bucket(exchange.bucket);
  const policy = await readText(bodyOf(exchange, largestPolicy));
  requirePolicy(policy, bucket.name);
  await bucket.setPolicy(policy);
  sendEmpty(exchange, 204);
}

/** GetBucketPolicy. */
export async function getBucketPolicy(exchange: Exchange): Promise<void> {
  const { policy } = exchange.store.bucket(exchange.bucket).description;
  if (policy === undefined) throw new S3Error('NoSuchBucketPolicy', 'The bucket policy does not exist');
  exchange.response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(policy) });
  exchange.response.end(policy);
}
