import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
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
  it('is found and listed', async () => {
    const head = await client.send(new HeadBucketCommand({ Bucket: target.bucket }));
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));

    expect(head.$metadata.httpStatusCode).toBe(200);
    expect(Buckets.map(({ Name }) => Name)).toEqual(expect.arrayContaining([target.bucket, target.publicBucket]));
  });

  it('that does not exist is refused by name', async () => {
    const Bucket = `${target.bucket}-missing`;

    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: 'x' })))).toEqual(['NoSuchBucket', 404]);
    expect(await failure(client.send(new HeadBucketCommand({ Bucket })))).toEqual(['NotFound', 404]);
  });
});

describe('An object', () => {
  it('comes back with its bytes, entity tag, headers and metadata', async () => {
    const Key = freshKey('atelier/été & hiver +1 (ÿ) 龍.txt');
    const written = await put({
      Key,
      Body: 'Carrara',
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline; filename="stone.txt"',
      Metadata: { quarry: 'fantiscritti', lot: '7' },
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
      Metadata: { quarry: 'fantiscritti', lot: '7' },
    });
  });

  it('has the same head as its GET, without a body', async () => {
    const Key = freshKey();
    await put({ Key, Metadata: { lot: '7' } });

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

  it('may be a stream, whose framing is not stored', async () => {
    const Key = freshKey();
    const bytes = randomBytes(300_000);
    const pieces = [bytes.subarray(0, 10), bytes.subarray(10, 70_000), bytes.subarray(70_000)];
    await put({ Key, Body: Readable.from(pieces), ContentLength: bytes.length });

    const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket: target.bucket, Key }));

    expect(md5(Buffer.from((await Body?.transformToByteArray()) ?? []))).toBe(md5(bytes));
    expect(ContentEncoding).toBeUndefined();
  });

  it('is replaced as a whole', async () => {
    const Key = freshKey();
    await put({ Key, Body: 'first, and longer', Metadata: { lot: '1' } });
    await put({ Key, Body: 'second' });

    expect(await get({ Key })).toMatchObject({ text: 'second', Metadata: {} });
  });

  it('is gone when deleted, and deleting it again is no error', async () => {
    const Key = freshKey();
    await put({ Key });
    const remove = () => client.send(new DeleteObjectCommand({ Bucket: target.bucket, Key }));

    const [first, second] = [await remove(), await remove()];

    expect([first.$metadata.httpStatusCode, second.$metadata.httpStatusCode]).toEqual([204, 204]);
    expect(await failure(get({ Key }))).toEqual(['NoSuchKey', 404]);
  });

  it('is deleted together with others, whatever is in their keys', async () => {
    const keys = ['a&b', '<c>', 'é "龍"', 'never there'].map((name) => freshKey(name));
    await Promise.all(keys.slice(0, 3).map((Key) => put({ Key })));

    const { Deleted = [], Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket: target.bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }),
    );

    expect(Deleted.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
    expect(Errors).toBeUndefined();
    expect(await failure(get({ Key: keys[0] as string }))).toEqual(['NoSuchKey', 404]);
  });

  it('is copied with its metadata, or with new ones', async () => {
    const [source, kept, replaced] = [freshKey('é+ ?.txt'), freshKey(), freshKey()];
    await put({ Key: source, Metadata: { lot: '7' }, ContentType: 'text/plain' });
    const from = {
      Bucket: target.bucket,
      CopySource: encodeURI(`${target.bucket}/${source}`).replace('+', '%2B').replace('?', '%3F'),
    };

    const { CopyObjectResult } = await client.send(new CopyObjectCommand({ ...from, Key: kept }));
    await client.send(
      new CopyObjectCommand({ ...from, Key: replaced, MetadataDirective: 'REPLACE', Metadata: { lot: '8' } }),
    );

    expect(await get({ Key: kept })).toMatchObject({
      text: 'marble',
      Metadata: { lot: '7' },
      ContentType: 'text/plain',
      ETag: CopyObjectResult?.ETag,
    });
    expect(await get({ Key: replaced })).toMatchObject({ text: 'marble', Metadata: { lot: '8' } });
  });
});

describe('A checksum', () => {
  const algorithms = [
    ChecksumAlgorithm.CRC32,
    ChecksumAlgorithm.CRC32C,
    ChecksumAlgorithm.CRC64NVME,
    ChecksumAlgorithm.SHA1,
    ChecksumAlgorithm.SHA256,
  ];

  it.each(algorithms)(
    'by %s is verified, kept and validated by the client, of a text and of a stream',
    async (algorithm) => {
      const [text, stream] = [freshKey(), freshKey()];
      const name = `Checksum${algorithm}` as 'ChecksumCRC32';
      const written = await put({ Key: text, ChecksumAlgorithm: algorithm });
      const streamed = await put({
        Key: stream,
        Body: Readable.from([Buffer.from('mar'), Buffer.from('ble')]),
        ContentLength: 6,
        ChecksumAlgorithm: algorithm,
      });

      const read = await get({ Key: text, ChecksumMode: 'ENABLED' });

      expect(written[name]).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect([streamed[name], read[name]]).toEqual([written[name], written[name]]);
      expect(read).toMatchObject({ text: 'marble', ChecksumType: 'FULL_OBJECT' });
    },
  );

  it('that is wrong refuses the object and leaves the one before', async () => {
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
  ])('%s gives that part', async (Range, text, ContentRange) => {
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

  it('writes only what is not there, or what is still the same', async () => {
    const Key = freshKey();
    const { ETag } = await put({ Key, Body: 'first', IfNoneMatch: '*' });

    expect(await failure(put({ Key, Body: 'second', IfNoneMatch: '*' }))).toEqual(['PreconditionFailed', 412]);
    expect(await failure(put({ Key, Body: 'third', IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
    expect((await get({ Key })).text).toBe('first');
    await put({ Key, Body: 'fourth', IfMatch: ETag });
    expect((await get({ Key })).text).toBe('fourth');
  });

  it('lets one of many writers win that write at once', async () => {
    const Key = freshKey();
    const writers = Array.from({ length: 8 }, (_, index) => put({ Key, Body: `writer ${index}`, IfNoneMatch: '*' }));

    const settled = await Promise.allSettled(writers);

    const winner = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await get({ Key })).text).toBe(`writer ${winner}`);
  });
});
