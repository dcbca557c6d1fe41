import { copyObject } from './copy.ts';
import { deleteObjects } from './deletion.ts';
import { S3Error } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { systemHeaders } from './headers.ts';
import { listObjects } from './listing.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
} from './multipart.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import {
  createBucket,
  deleteBucket,
  deleteBucketPolicy,
  getBucketLocation,
  getBucketPolicy,
  headBucket,
  listBuckets,
  putBucketPolicy,
} from './storage/buckets.ts';
import type { Target } from './target.ts';

/** What a request asks for. */
export interface Operation {
  run(exchange: Exchange): Promise<void>;
  /** Parameters of the query that it understands, beside those of the signature and `x-id`. */
  takes?: readonly string[];
  /** Whether a policy may open it to callers who do not sign. */
  isOpenable?: true;
}

/** Parameters that choose between operations of one method. */
const selectors = ['delete', 'list-type', 'location', 'policy', 'uploads', 'uploadId'];

const read = { takes: systemHeaders.map((name) => `response-${name}`), isOpenable: true } as const;

const operations: Record<string, Operation> = {
  'GET service': { run: listBuckets },
  'PUT bucket': { run: createBucket },
  'HEAD bucket': { run: headBucket },
  'DELETE bucket': { run: deleteBucket },
  'GET bucket location': { run: getBucketLocation },
  'PUT bucket policy': { run: putBucketPolicy },
  'GET bucket policy': { run: getBucketPolicy },
  'DELETE bucket policy': { run: deleteBucketPolicy },
  'GET bucket list-type': {
    run: listObjects,
    takes: ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type', 'fetch-owner'],
  },
  'POST bucket delete': { run: deleteObjects },
  'GET bucket uploads': { run: listMultipartUploads, takes: ['prefix'] },
  'PUT object': { run: (exchange) => (exchange.headers['x-amz-copy-source'] ? copyObject : putObject)(exchange) },
  'GET object': { run: getObject, ...read },
  'HEAD object': { run: headObject, ...read },
  'DELETE object': { run: deleteObject },
  'POST object uploads': { run: createMultipartUpload },
  'PUT object uploadId': { run: uploadPart, takes: ['partNumber'] },
  'POST object uploadId': { run: completeMultipartUpload },
  'DELETE object uploadId': { run: abortMultipartUpload },
  'GET object uploadId': { run: listParts },
};

/**
 * The operation that a request asks for. Throws NotImplemented for one that is not served here, and for parameters that
 * would change its meaning: a PUT of an object's tags must not become a PUT of the object.
 */
export function operationOf({ method, bucket, key, query }: Target): Operation {
  const scope = key ? 'object' : bucket ? 'bucket' : 'service';
  const selector = selectors.find((name) => query.has(name));
  const operation = operations[[method, scope, selector].filter(Boolean).join(' ')];
  const strange = [...query.keys()].find(
    (name) => name !== selector && !/^x-/i.test(name) && !operation?.takes?.includes(name),
  );
  if (operation && strange === undefined) return operation;
  throw new S3Error('NotImplemented', 'The operation, or a parameter of it, is not implemented.', {
    Method: method,
    ResourceType: scope,
    ...(strange === undefined ? {} : { Parameter: strange }),
  });
}
