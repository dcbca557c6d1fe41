import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { serve } from '#simulators/s3/server.ts';

/** A simulated S3 with two empty buckets. `env` contains the variables of its clients. */
export async function startTestBucket(corsOrigins: string[] = []) {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-s3-'));
  const keys = { accessKeyId: 'AXIOMTEST', secretAccessKey: 'a secret of this test' };
  const region = 'eu-west-3';
  const s3 = await serve({ ...keys, region, port: 0, dataDir, corsOrigins, onError: console.error });
  const client = new S3Client({ endpoint: s3.url, region, credentials: keys, forcePathStyle: true });
  for (const Bucket of ['assets', 'invoices']) await client.send(new CreateBucketCommand({ Bucket }));
  return {
    client,
    env: {
      S3_ENDPOINT: s3.url,
      S3_PUBLIC_ENDPOINT: s3.url.replace('127.0.0.1', 'localhost'),
      S3_BUCKET: 'assets',
      INVOICES_BUCKET: 'invoices',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    },
    async remove() {
      client.destroy();
      await s3.close(0);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
