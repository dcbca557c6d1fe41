import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';
import { serve } from './server.ts';

const Bucket = 'salon';
const credentials = { accessKeyId: 'AXIOMTEST', secretAccessKey: 'a secret of this test' };
const region = 'eu-west-3';
const corsOrigins = ['http://localhost:4000'];

const ignore = () => {};
// The SDK logs a warning when an upload of a stream is refused.
const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const clientOf = (endpoint: string) =>
  new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, logger });

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ name, $metadata }) => [name, $metadata?.httpStatusCode],
  );

const read = async (client: S3Client, Key: string) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

describe('The S3 simulator', () => {
  let dataDir: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let client: S3Client;
  const errors: unknown[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 's3-server-'));
    const onError = (error: unknown) => errors.push(error);
    server = await serve({ ...credentials, region, port: 0, dataDir, corsOrigins, largestObject: 1_000, onError });
    client = clientOf(server.url);
    await client.send(new CreateBucketCommand({ Bucket }));
  });

  afterEach(() => expect(errors).toEqual([]));

  afterAll(async () => {
    client.destroy();
    await server.close(0);
    await rm(dataDir, { recursive: true });
  });

  it('responds NotImplemented to unsupported operations and headers, instead of ignoring them', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'vase', Body: 'marble' }));
    const vase = { Bucket, Key: 'vase' };
    const slate = { ...vase, Body: 'slate' };
    const commands: Record<string, () => Promise<unknown>> = {
      tagging: () => client.send(new PutObjectTaggingCommand({ ...vase, Tagging: { TagSet: [] } })),
      multipart: () => client.send(new CreateMultipartUploadCommand(vase)),
      deleteObjects: () => client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'vase' }] } })),
      deleteBucket: () => client.send(new DeleteBucketCommand({ Bucket })),
      listBuckets: () => client.send(new ListBucketsCommand({})),
      delimiter: () => client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' })),
      overriddenHeader: () => client.send(new GetObjectCommand({ ...vase, ResponseContentType: 'text/html' })),
      encryption: () => client.send(new PutObjectCommand({ ...slate, ServerSideEncryption: 'AES256' })),
      acl: () => client.send(new PutObjectCommand({ ...slate, ACL: 'public-read' })),
      metadata: () => client.send(new PutObjectCommand({ ...slate, Metadata: { lot: '7' } })),
      checksum: () => client.send(new PutObjectCommand({ ...slate, ChecksumAlgorithm: 'CRC64NVME' })),
      stream: () => client.send(new PutObjectCommand({ ...vase, Body: Readable.from(['slate']), ContentLength: 5 })),
      ifMatch: () => client.send(new PutObjectCommand({ ...slate, IfMatch: '"etag"' })),
      copyOfHeaders: () => client.send(new CopyObjectCommand({ ...vase, CopySource: `${Bucket}/vase` })),
    };

    const failures = Object.entries(commands).map(async ([name, send]) => [name, await failure(send())]);

    expect(Object.fromEntries(await Promise.all(failures))).toEqual(
      Object.fromEntries(Object.keys(commands).map((name) => [name, ['NotImplemented', 501]])),
    );
    expect(await read(client, 'vase')).toBe('marble');
  });

  it('enforces the size limit', async () => {
    const put = (bytes: number) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(bytes) }));

    expect(await failure(put(1_001))).toEqual(['EntityTooLarge', 400]);
    expect(await failure(put(1_000))).toBe('no error');
  });

  it.each([
    ['with a condition', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    ['that denies', { Effect: 'Deny' }],
    ['that opens writing', { Action: 's3:*' }],
    ['for a single user', { Principal: { AWS: 'arn:aws:iam::1:user/a' } }],
    ['for another bucket', { Resource: 'arn:aws:s3:::other/*' }],
  ])('refuses a policy %s, which it would not enforce', async (_, change) => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });

    expect(await failure(client.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toEqual([
      'MalformedPolicy',
      400,
    ]);
  });

  it('refuses an invalid bucket name and a bucket that exists', async () => {
    const create = (name: string) => failure(client.send(new CreateBucketCommand({ Bucket: name })));

    expect(await create('No_Name')).toEqual(['InvalidBucketName', 400]);
    expect(await create(Bucket)).toEqual(['BucketAlreadyOwnedByYou', 409]);
  });

  it('lets only pages of the allowed origins read and upload with presigned URLs', async () => {
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'vase' }));
    const preflight = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
      });

    const [ours, theirs] = [await preflight('http://localhost:4000'), await preflight('https://evil.example')];
    const page = await fetch(url, { headers: { origin: 'http://localhost:4000' } });

    expect([ours.status, theirs.status]).toEqual([200, 403]);
    expect(ours.headers.get('access-control-allow-origin')).toBe('http://localhost:4000');
    expect(ours.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull();
    expect(page.headers.get('access-control-allow-origin')).toBe('http://localhost:4000');
    expect(page.headers.get('access-control-expose-headers')).toContain('ETag');
  });
});

describe('The S3 simulator as a process', () => {
  let dataDir: string;
  let backend: LocalBackend | undefined;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 's3-process-'));
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(dataDir, { recursive: true });
  });

  const secret = (name: string) => `${name} of this test, which is long enough`;
  const startHere = async () => {
    const [port] = await freePorts(1);
    return start({ dataDir, env: { S3_PORT: String(port) }, secret, log: () => {} });
  };
  const clientFor = ({ env }: LocalBackend, overrides: S3ClientConfig = {}) =>
    new S3Client({
      ...overrides,
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
      forcePathStyle: true,
      maxAttempts: 1,
    });

  it('keeps acknowledged objects, and no partial ones, when it is killed', async () => {
    backend = await startHere();
    const client = clientFor(backend);
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'vase', Body: 'marble', CacheControl: 'immutable' }));
    const uploader = clientFor(backend, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(uploader, new PutObjectCommand({ Bucket, Key: 'vase' }));
    const upload = request(url, { method: 'PUT', headers: { 'content-length': 1_000_000 } });
    upload.on('error', () => {});
    upload.write(Buffer.alloc(500_000));
    const staging = join(dataDir, Bucket, 'staging');
    while ((await readdir(staging)).length === 0) await sleep(10);

    process.kill(backend.pids[0] as number, 'SIGKILL');
    const reason = await backend.crashed;
    backend = await startHere();

    const again = clientFor(backend);
    const { CacheControl } = await again.send(new GetObjectCommand({ Bucket, Key: 'vase' }));
    const { Contents = [] } = await again.send(new ListObjectsV2Command({ Bucket }));
    const invoices = await again.send(new HeadBucketCommand({ Bucket: 'axiom-invoices' }));
    expect(invoices.$metadata.httpStatusCode).toBe(200);
    expect(reason).toContain('SIGKILL');
    expect(CacheControl).toBe('immutable');
    expect(await read(again, 'vase')).toBe('marble');
    expect(Contents.map(({ Key, Size }) => ({ Key, Size }))).toEqual([{ Key: 'vase', Size: 6 }]);
    expect(await readdir(staging)).toEqual([]);
  });

  it('is not started when the environment configures a bucket or a service', async () => {
    const options = { dataDir, secret, log: () => {} };

    const aws = await start({ ...options, env: { S3_BUCKET: 'own-assets', S3_REGION: 'eu-central-1' } });
    const other = await start({ ...options, env: { S3_ENDPOINT: 'https://s3.example', AWS_ACCESS_KEY_ID: 'key' } });

    expect([aws.kind, aws.address]).toEqual(['external', 'https://s3.eu-central-1.amazonaws.com/']);
    expect(aws.env).toEqual({
      S3_BUCKET: 'own-assets',
      S3_MEDIA_BUCKET: 'axiom-media',
      INVOICES_BUCKET: 'axiom-invoices',
      S3_REGION: 'eu-central-1',
      MEDIA_URL: 'https://axiom-media.s3.eu-central-1.amazonaws.com/',
    });
    expect(other.env).toEqual({
      S3_ENDPOINT: 'https://s3.example',
      S3_BUCKET: 'axiom-assets',
      S3_MEDIA_BUCKET: 'axiom-media',
      INVOICES_BUCKET: 'axiom-invoices',
      S3_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'key',
      MEDIA_URL: 'https://s3.example/axiom-media/',
    });
  });
});
