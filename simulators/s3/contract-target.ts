import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { serve } from './server.ts';

/** The service that a contract suite tests: the one in the environment, or the simulator. */
export interface ContractTarget {
  /** A private bucket, empty below `prefix`. */
  bucket: string;
  /** Another bucket, without a policy, which the suite may make public. */
  publicBucket: string;
  /** The prefix of all keys of this run. */
  prefix: string;
  /** The URL of the service, without a trailing slash. */
  endpoint: string;
  region: string;
  /** A client of the service, configured as in production. */
  client(overrides?: S3ClientConfig): S3Client;
  close(): Promise<void>;
}

/**
 * Uses the service of `CONTRACT_S3_ENDPOINT` (with `CONTRACT_S3_BUCKET`, `CONTRACT_S3_REGION`,
 * `CONTRACT_AWS_ACCESS_KEY_ID` and `CONTRACT_AWS_SECRET_ACCESS_KEY`), or starts the simulator with an empty folder.
 */
export async function openTarget(): Promise<ContractTarget> {
  const { service, stop } = process.env.CONTRACT_S3_ENDPOINT ? configured(process.env) : await started();
  const { bucket, endpoint, region, credentials } = service;
  const clients: S3Client[] = [];
  const client = (overrides: S3ClientConfig = {}) => {
    const made = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...overrides });
    clients.push(made);
    return made;
  };
  const prefix = `contract-${randomUUID()}/`;
  const publicBucket = `${bucket}-${randomUUID().slice(0, 8)}`;
  for (const name of [bucket, publicBucket]) await createBucket(client(), name);
  return {
    bucket,
    publicBucket,
    prefix,
    endpoint,
    region,
    client,
    async close() {
      await stop(client(), { bucket, publicBucket, prefix });
      for (const made of clients) made.destroy();
    },
  };
}

interface Leftovers {
  bucket: string;
  publicBucket: string;
  prefix: string;
}

function configured(env: NodeJS.ProcessEnv) {
  const service = {
    bucket: env.CONTRACT_S3_BUCKET ?? '',
    endpoint: (env.CONTRACT_S3_ENDPOINT ?? '').replace(/\/$/, ''),
    region: env.CONTRACT_S3_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: env.CONTRACT_AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.CONTRACT_AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  // These commands are sent to real services only: the simulator's folder is deleted as a whole.
  const stop = async (client: S3Client, { bucket, publicBucket, prefix }: Leftovers) => {
    for (const name of [bucket, publicBucket]) await empty(client, name, prefix);
    await client.send(new DeleteBucketPolicyCommand({ Bucket: publicBucket }));
    await client.send(new DeleteBucketCommand({ Bucket: publicBucket }));
  };
  return { service, stop };
}

async function started() {
  const dataDir = await mkdtemp(join(tmpdir(), 's3-contract-'));
  const credentials = { accessKeyId: 'AXIOMCONTRACT', secretAccessKey: randomUUID() };
  const region = 'eu-west-3';
  const errors: unknown[] = [];
  const { url, close } = await serve({
    ...credentials,
    region,
    port: 0,
    dataDir,
    corsOrigins: ['http://localhost:4000'],
    onError: (error) => errors.push(error),
  });
  const stop = async () => {
    await close(0);
    await rm(dataDir, { recursive: true });
    if (errors.length > 0) throw new AggregateError(errors, 'The server had unexpected errors.');
  };
  return { service: { bucket: 'contract', endpoint: url, region, credentials }, stop };
}

async function createBucket(client: S3Client, name: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket: name })).catch((error: Error) => {
    if (error.name !== 'BucketAlreadyOwnedByYou') throw error;
  });
}

async function empty(client: S3Client, bucket: string, prefix: string): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}
