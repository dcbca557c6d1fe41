import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { z } from 'zod';
import { type Environment, readConfig } from '#kit/process/config.ts';

/** A file in a bucket. */
export interface StoredFile {
  key: string;
  contentType: string;
  /** Its length. */
  bytes: number;
  /** 64 hex digits. */
  sha256: string;
  /** Without quotes. */
  etag: string;
}

/** A file to store. The content of a key never changes. */
export interface NewFile {
  key: string;
  bytes: Uint8Array;
  contentType: string;
  cacheControl: string;
}

/** The two buckets: `assets` is private, `media` is public. */
export type BucketName = 'assets' | 'media';

export interface Storage {
  /** Creates missing buckets, and makes the media bucket public when it has no policy. */
  prepare(): Promise<void>;
  /** All keys with this prefix. */
  keys(bucket: BucketName, prefix: string): Promise<Set<string>>;
  /** Stores a file unless its key exists. */
  putOnce(bucket: BucketName, file: NewFile): Promise<StoredFile>;
  /** The content of a file. */
  read(bucket: BucketName, key: string): Promise<Uint8Array>;
  /** A small JSON document of the private bucket. */
  readJson(key: string): Promise<unknown>;
  writeJson(key: string, value: unknown): Promise<void>;
  close(): void;
}

/** Opens the storage that the environment configures (`S3_*`, `AWS_*`). */
export function openStorage(env: Environment): Storage {
  const config = readConfig('asset seed', shape, env);
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = config;
  const client = new S3Client({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    forcePathStyle: config.S3_ENDPOINT !== undefined,
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey, sessionToken } } : {}),
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 30_000 },
  });
  const names: Record<BucketName, string> = { assets: config.S3_BUCKET, media: config.S3_MEDIA_BUCKET };

  return {
    async prepare() {
      const all = [...Object.values(names), config.INVOICES_BUCKET];
      await Promise.all(all.map((name) => ensureBucket(client, name)));
      await ensurePublicRead(client, names.media);
    },
    async keys(bucket, prefix) {
      const found = new Set<string>();
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket: names[bucket], Prefix: prefix },
      )) {
        for (const { Key } of Contents) if (Key) found.add(Key);
      }
      return found;
    },
    async putOnce(bucket, file) {
      const digest = createHash('sha256').update(file.bytes).digest();
      const { key, contentType } = file;
      const etag = await putIfMissing(client, names[bucket], file, digest.toString('base64'));
      return { key, contentType, bytes: file.bytes.length, sha256: digest.toString('hex'), etag };
    },
    async read(bucket, key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: names[bucket], Key: key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    async readJson(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: names.assets, Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? 'null');
    },
    async writeJson(key, value) {
      const Body = JSON.stringify(value);
      await client.send(
        new PutObjectCommand({ Bucket: names.assets, Key: key, Body, ContentType: 'application/json' }),
      );
    },
    close: () => client.destroy(),
  };
}

const shape = z.object({
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string(),
  S3_BUCKET: z.string(),
  S3_MEDIA_BUCKET: z.string(),
  INVOICES_BUCKET: z.string(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

async function ensureBucket(client: S3Client, Bucket: string): Promise<void> {
  await orElse('NotFound', client.send(new HeadBucketCommand({ Bucket })), () =>
    orElse('BucketAlreadyOwnedByYou', client.send(new CreateBucketCommand({ Bucket })), async () => undefined),
  );
}

async function ensurePublicRead(client: S3Client, Bucket: string): Promise<void> {
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const Statement = [{ Sid: 'EveryoneReads', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await orElse('NoSuchBucketPolicy', client.send(new GetBucketPolicyCommand({ Bucket })), () =>
    client.send(new PutBucketPolicyCommand({ Bucket, Policy })),
  );
}

async function putIfMissing(client: S3Client, Bucket: string, file: NewFile, sha256: string): Promise<string> {
  const Key = file.key;
  const command = new PutObjectCommand({
    Bucket,
    Key,
    Body: file.bytes,
    ContentType: file.contentType,
    CacheControl: file.cacheControl,
    ChecksumSHA256: sha256,
    IfNoneMatch: '*',
  });
  const { ETag = '' } = await orElse('PreconditionFailed', client.send(command), () =>
    client.send(new HeadObjectCommand({ Bucket, Key })),
  );
  return ETag.replaceAll('"', '');
}

/** The result of the request or, when it fails with this error of S3, of `instead`. */
async function orElse<Result, Other>(
  error: string,
  request: Promise<Result>,
  instead: () => Promise<Other>,
): Promise<Result | Other> {
  try {
    return await request;
  } catch (reason) {
    if (reason instanceof Error && reason.name === error) return instead();
    throw reason;
  }
}
