import { createBucket, getBucketPolicy, headBucket, putBucketPolicy } from './buckets.ts';
import { copyObject } from './copy.ts';
import { S3Error } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { listObjects } from './listing.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import type { Target } from './target.ts';

/** An operation of the S3 API. */
export interface Operation {
  run(exchange: Exchange): Promise<void>;
  /** Query parameters that it supports, in addition to those of the signature and `x-id`. */
  parameters?: readonly string[];
}

/** Query parameters that select an operation where one method has several. */
const selectors = ['list-type', 'policy'];

/** Only the operations that this system sends; all others are NotImplemented. */
const operations: Record<string, Operation> = {
  'PUT bucket': { run: createBucket },
  'HEAD bucket': { run: headBucket },
  'PUT bucket policy': { run: putBucketPolicy },
  'GET bucket policy': { run: getBucketPolicy },
  'GET bucket list-type': { run: listObjects, parameters: ['prefix', 'max-keys', 'continuation-token'] },
  'PUT object': { run: (exchange) => (exchange.headers['x-amz-copy-source'] ? copyObject : putObject)(exchange) },
  'GET object': { run: getObject },
  'HEAD object': { run: headObject },
  'DELETE object': { run: deleteObject },
};

/**
 * The operation of a request. Throws NotImplemented for an unsupported operation or query parameter, because an ignored
 * parameter would change the meaning: a PUT of an object's tags must not become a PUT of the object.
 */
export function operationOf({ method, bucket, key, query }: Target): Operation {
  const scope = key ? 'object' : bucket ? 'bucket' : 'service';
  const selector = selectors.find((name) => query.has(name));
  const operation = operations[[method, scope, selector].filter(Boolean).join(' ')];
  const unsupported = [...query.keys()].find(
    (name) => name !== selector && !/^x-/i.test(name) && !operation?.parameters?.includes(name),
  );
  if (operation && unsupported === undefined) return operation;
  throw new S3Error('NotImplemented', 'The operation, or a parameter of it, is not implemented.', {
    Method: method,
    ResourceType: scope,
    ...(unsupported === undefined ? {} : { Parameter: unsupported }),
  });
}
