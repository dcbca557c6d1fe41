import { createHash } from 'node:crypto';
import {
  ChecksumAlgorithm,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

let target: ContractTarget;
let client: ReturnType<ContractTarget['client']>;
let count = 0;

beforeAll(async () => {
  target = await openTarget();
  client = target.client();
});

afterAll(() => target.close());

const freshKey = (name = 'object') => `${target.prefix}${++count}/${name}`;
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

const put = (input: Partial<PutObjectCommandInput> & { Key: string }) =>
  client.send(new PutObjectCommand({ Bucket: target.bucket, Body: 'marble', ...input }));

const get = async (input: Partial<GetObjectCommandInput> & { Key: string }) => {
  const answer = await client.send(new GetObjectCommand({ Bucket: target.bucket, ...input }));
  return { ...answer, text: await answer.Body?.transformToString() };
};

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ name, $metadata }) => [name, $metadata?.httpStatusCode],
  );

describe('A bucket', () => {
  it('is found by its name', async () => {
    const { $metadata } = await client.send(new HeadBucketCommand({ Bucket: target.bucket }));

    expect($metadata.httpStatusCode).toBe(200);
  });

  it('that does not exist is reported as missing', async () => {
    const Bucket = `${target.bucket}-missing`;

    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: 'x' })))).toEqual(['NoSuchBucket', 404]);
    expect(await failure(client.send(new HeadBucketCommand({ Bucket })))).toEqual(['NotFound', 404]);
  });
});

describe('An object', () => {
  it('is returned with its bytes, entity tag and headers', async () => {
    const Key = freshKey('atelier/été & hiver +1 (ÿ) 龍.txt');
    const written = await put({
      Key,
      Body: 'Carrara',
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline; filename="stone.txt"',
    });

    const read = await get({ Key });

    expect(written.ETag).toBe(`"${md5(Buffer.from('Carrara'))}"`);
    expect(read).toMatchObject({
      text: 'Carrara',
      ETag: written.ETag,
      ContentLength: 7,
      AcceptRanges: 'bytes',
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline; filename="stone.txt"',
    });
  });

  it('has the same head as its GET, without a body', async () => {
    const Key = freshKey();
    await put({ Key, CacheControl: 'immutable' });

    const { Body, $metadata, ...read } = await client.send(new GetObjectCommand({ Bucket: target.bucket, Key }));
    await Body?.transformToString();
    const { $metadata: _, ...head } = await client.send(
      new HeadObjectCommand({ Bucket: target.bucket, Key, ChecksumMode: 'ENABLED' }),
    );

    expect(head).toEqual(read);
  });

  it('may be empty', async () => {
    const Key = freshKey();
    await put({ Key, Body: Buffer.alloc(0), ContentLength: 0 });

    expect(await get({ Key })).toMatchObject({ text: '', ContentLength: 0 });
  });

  it('is replaced as a whole', async () => {
    const Key = freshKey();
    await put({ Key, Body: 'first, and longer', ContentType: 'text/plain' });
    await put({ Key, Body: 'second' });

    expect(await get({ Key })).toMatchObject({ text: 'second', ContentType: 'application/octet-stream' });
  });

  it('is missing after it is deleted, and deleting it again succeeds', async () => {
    const Key = freshKey();
    await put({ Key });
    const remove = () => client.send(new DeleteObjectCommand({ Bucket: target.bucket, Key }));

    const [first, second] = [await remove(), await remove()];

    expect([first.$metadata.httpStatusCode, second.$metadata.httpStatusCode]).toEqual([204, 204]);
    expect(await failure(get({ Key }))).toEqual(['NoSuchKey', 404]);
  });

  it('is copied with new headers while it has the expected entity tag', async () => {
    const [source, copy, refused] = [freshKey('é+ ?.txt'), freshKey(), freshKey()];
    const { ETag } = await put({ Key: source, ContentType: 'text/plain' });
    const command = (Key: string, CopySourceIfMatch = ETag) =>
      new CopyObjectCommand({
        Bucket: target.bucket,
        Key,
        CopySource: encodeURI(`${target.bucket}/${source}`).replace('+', '%2B').replace('?', '%3F'),
        CopySourceIfMatch,
        MetadataDirective: 'REPLACE',
        ContentType: 'image/png',
      });

    const { CopyObjectResult } = await client.send(command(copy));

    expect(await get({ Key: copy })).toMatchObject({
      text: 'marble',
      ContentType: 'image/png',
      ETag: CopyObjectResult?.ETag,
    });
    expect(await failure(client.send(command(refused, '"other"')))).toEqual(['PreconditionFailed', 412]);
    expect(await failure(get({ Key: refused }))).toEqual(['NoSuchKey', 404]);
  });
});

describe('A checksum', () => {
  it.each([ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256])(
    'by %s is verified, stored and validated by the client',
    async (algorithm) => {
      const Key = freshKey();
      const name = `Checksum${algorithm}` as 'ChecksumCRC32';
      const written = await put({ Key, ChecksumAlgorithm: algorithm });

      const read = await get({ Key, ChecksumMode: 'ENABLED' });

      expect(written[name]).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(read[name]).toBe(written[name]);
      expect(read).toMatchObject({ text: 'marble', ChecksumType: 'FULL_OBJECT' });
    },
  );

  it('that is wrong refuses the object and keeps the previous one', async () => {
    const Key = freshKey();
    await put({ Key, Body: 'before' });
    const wrong = [
      { ChecksumCRC32: 'AAAAAA==' },
      { ChecksumSHA256: createHash('sha256').update('else').digest('base64') },
      { ContentMD5: createHash('md5').update('else').digest('base64') },
    ];

    const answers = await Promise.all(wrong.map((checksum) => failure(put({ Key, Body: 'after', ...checksum }))));

    expect(answers).toEqual(wrong.map(() => ['BadDigest', 400]));
    expect((await get({ Key })).text).toBe('before');
  });
});

describe('A range', () => {
  it.each([
    ['bytes=1-3', 'arb', 'bytes 1-3/6'],
    ['bytes=4-', 'le', 'bytes 4-5/6'],
    ['bytes=-2', 'le', 'bytes 4-5/6'],
    ['bytes=-99', 'marble', 'bytes 0-5/6'],
    ['bytes=2-99', 'rble', 'bytes 2-5/6'],
  ])('%s returns that part', async (Range, text, ContentRange) => {
    const Key = freshKey();
    await put({ Key });

    const read = await get({ Key, Range });

    expect(read).toMatchObject({ text, ContentRange, ContentLength: text.length });
    expect(read.$metadata.httpStatusCode).toBe(206);
  });

  it('outside the object is refused', async () => {
    const Key = freshKey();
    await put({ Key });

    expect(await failure(get({ Key, Range: 'bytes=6-' }))).toEqual(['InvalidRange', 416]);
  });
});

describe('A conditional request', () => {
  it('reads by entity tag and by date', async () => {
    const Key = freshKey();
    const { ETag } = await put({ Key });
    const { LastModified = new Date(0) } = await get({ Key });
    const dayBefore = new Date(LastModified.getTime() - 86_400_000);

    expect((await get({ Key, IfMatch: ETag })).text).toBe('marble');
    expect(await failure(get({ Key, IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
    expect((await failure(get({ Key, IfNoneMatch: ETag })))[1]).toBe(304);
    expect((await get({ Key, IfNoneMatch: '"other"' })).text).toBe('marble');
    expect((await failure(get({ Key, IfModifiedSince: LastModified })))[1]).toBe(304);
    expect((await get({ Key, IfModifiedSince: dayBefore })).text).toBe('marble');
    expect(await failure(get({ Key, IfUnmodifiedSince: dayBefore }))).toEqual(['PreconditionFailed', 412]);
  });

  it('writes only when the key is free', async () => {
    const Key = freshKey();
    await put({ Key, Body: 'first', IfNoneMatch: '*' });

    expect(await failure(put({ Key, Body: 'second', IfNoneMatch: '*' }))).toEqual(['PreconditionFailed', 412]);
    expect((await get({ Key })).text).toBe('first');
  });

  it('lets exactly one of several concurrent writers succeed', async () => {
    const Key = freshKey();
    const writers = Array.from({ length: 8 }, (_, index) => put({ Key, Body: `writer ${index}`, IfNoneMatch: '*' }));

    const settled = await Promise.allSettled(writers);

    const winner = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await get({ Key })).text).toBe(`writer ${winner}`);
  });
});
