import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { serve } from './server.ts';

/** The service that a contract suite is held against: the one that the environment names, or ours. */
export interface ContractTarget {
  /** Private, and empty below `prefix`. */
  bucket: string;
  /** Another one, which the suite may open to the public. */
  publicBucket: string;
  /** What all keys of this run begin with. */
  prefix: string;
  /** Where the service answers, without a slash at the end. */
  endpoint: string;
  region: string;
  /** A client of the service, as the house configures it. */
  client(overrides?: S3ClientConfig): S3Client;
  close(): Promise<void>;
}

/**
 * Opens the service of `CONTRACT_S3_ENDPOINT` (with `CONTRACT_S3_BUCKET`, `CONTRACT_S3_REGION`,
 * `CONTRACT_AWS_ACCESS_KEY_ID` and `CONTRACT_AWS_SECRET_ACCESS_KEY`), or starts ours over a fresh folder.
 */
export async function openTarget(): Promise<ContractTarget> {
  const { service, stop } = process.env.CONTRACT_S3_ENDPOINT ? named(process.env) : await started();
  const { bucket, endpoint, region, credentials } = service;
  const clients: S3Client[] = [];
  const client = (overrides: S3ClientConfig = {}) => {
    const made = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...overrides });
    clients.push(made);
    return made;
  };
  const prefix = `contract-${randomUUID()}/`;
  const publicBucket = `${bucket}-public`;
  for (const name of [bucket, publicBucket]) await createBucket(client(), name);
  return {
    bucket,
    publicBucket,
    prefix,
    endpoint,
    region,
    client,
    async close() {
      for (const name of [bucket, publicBucket]) await empty(client(), name, prefix);
      for (const made of clients) made.destroy();
      await stop();
    },
  };
}

function named(env: NodeJS.ProcessEnv) {
  const service = {
    bucket: env.CONTRACT_S3_BUCKET ?? '',
    endpoint: (env.CONTRACT_S3_ENDPOINT ?? '').replace(/\/$/, ''),
    region: env.CONTRACT_S3_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: env.CONTRACT_AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.CONTRACT_AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  return { service, stop: async () => {} };
}

async function started() {
  const dataDir = await mkdtemp(join(tmpdir(), 's3-contract-'));
  const credentials = { accessKeyId: 'AXIOMCONTRACT', secretAccessKey: randomUUID() };
  const region = 'eu-west-3';
  const faults: unknown[] = [];
  const { url, close } = await serve({
    ...credentials,
    region,
    port: 0,
    dataDir,
    corsOrigins: ['http://localhost:4000'],
    onFault: (error) => faults.push(error),
  });
  const stop = async () => {
    await close(0);
    await rm(dataDir, { recursive: true });
    if (faults.length > 0) throw new AggregateError(faults, 'The server had faults of its own.');
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
  if (Contents.length === 0) return;
  const Objects = Contents.map(({ Key }) => ({ Key }));
  await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
}
