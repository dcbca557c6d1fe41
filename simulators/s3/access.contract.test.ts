import { createHash } from 'node:crypto';
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

let target: ContractTarget;
let client: ReturnType<ContractTarget['client']>;
let uploader: ReturnType<ContractTarget['client']>;
let stored: { Bucket: string; Key: string };
let count = 0;

beforeAll(async () => {
  target = await openTarget();
  client = target.client();
  uploader = target.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  stored = { Bucket: target.bucket, Key: `${target.prefix}stored é.txt` };
  await client.send(new PutObjectCommand({ ...stored, Body: 'marble', ContentType: 'text/plain' }));
});

afterAll(() => target.close());

const fresh = () => ({ Bucket: target.bucket, Key: `${target.prefix}${++count}` });

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ name, $metadata }) => [name, $metadata?.httpStatusCode],
  );

async function send(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const text = await response.text();
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  return code === undefined ? [response.status, text] : [response.status, code];
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64');

const read = ({ Bucket, Key }: typeof stored) =>
  client.send(new GetObjectCommand({ Bucket, Key })).then(({ Body }) => Body?.transformToString());

describe('A signed request', () => {
  const readWith = (config: S3ClientConfig) => failure(target.client(config).send(new GetObjectCommand(stored)));
  const keys = async () => (await client.config.credentials()) as { accessKeyId: string; secretAccessKey: string };

  it('is refused when the secret is wrong', async () => {
    const credentials = { ...(await keys()), secretAccessKey: 'wrong' };

    expect(await readWith({ credentials })).toEqual(['SignatureDoesNotMatch', 403]);
  });

  it('is refused when the key is unknown', async () => {
    const credentials = { ...(await keys()), accessKeyId: 'AKIAUNKNOWN000000000' };

    expect(await readWith({ credentials })).toEqual(['InvalidAccessKeyId', 403]);
  });

  it('is refused when its clock is sixteen minutes wrong', async () => {
    const minutes = (count: number) => ({ systemClockOffset: count * 60_000 });

    expect(await readWith(minutes(-16))).toEqual(['RequestTimeTooSkewed', 403]);
    expect(await readWith(minutes(16))).toEqual(['RequestTimeTooSkewed', 403]);
    expect(await readWith(minutes(-14))).toBe('no error');
  });

  it('is refused when it is signed for another region', async () => {
    expect(await readWith({ region: 'ap-south-2' })).toEqual(['AuthorizationHeaderMalformed', 400]);
  });
});

describe('A presigned GET', () => {
  it('is served without credentials, whole and in part, and for no other method', async () => {
    const url = await getSignedUrl(client, new GetObjectCommand(stored), { expiresIn: 60 });

    expect(await send(url)).toEqual([200, 'marble']);
    expect(await send(url, { headers: { range: 'bytes=0-2' } })).toEqual([206, 'mar']);
    expect(await send(url, { method: 'PUT', body: 'x' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(403);
  });

  it.each([
    ['its key was changed', (url: string) => url.replace('stored', 'Stored'), [403, 'SignatureDoesNotMatch']],
    [
      'its expiry was extended',
      (url: string) => url.replace('Expires=60', 'Expires=61'),
      [403, 'SignatureDoesNotMatch'],
    ],
    [
      'a parameter was added',
      (url: string) => `${url}&response-content-type=text/html`,
      [403, 'SignatureDoesNotMatch'],
    ],
    [
      'its signature was changed',
      (url: string) => url.replace(/Signature=..../, 'Signature=0000'),
      [403, 'SignatureDoesNotMatch'],
    ],
    [
      'its expiry is zero',
      (url: string) => url.replace('Expires=60', 'Expires=0'),
      [400, 'AuthorizationQueryParametersError'],
    ],
    [
      'its expiry exceeds a week',
      (url: string) => url.replace('Expires=60', 'Expires=604801'),
      [400, 'AuthorizationQueryParametersError'],
    ],
  ])('is refused when %s', async (_, tampered, answer) => {
    const url = await getSignedUrl(client, new GetObjectCommand(stored), { expiresIn: 60 });

    expect(await send(tampered(url))).toEqual(answer);
  });

  it('is refused when it has expired', async () => {
    const signingDate = new Date(Date.now() - 120_000);
    const sign = (expiresIn: number) => getSignedUrl(client, new GetObjectCommand(stored), { signingDate, expiresIn });

    expect(await send(await sign(119))).toEqual([403, 'AccessDenied']);
    expect(await send(await sign(180))).toEqual([200, 'marble']);
  });
});

describe('A presigned PUT', () => {
  it('stores the body', async () => {
    const place = fresh();
    const url = await getSignedUrl(uploader, new PutObjectCommand(place));

    expect(await send(url, { method: 'PUT', body: 'granite' })).toEqual([200, '']);
    expect(await read(place)).toBe('granite');
  });

  it('requires the signed content type', async () => {
    const place = fresh();
    const command = new PutObjectCommand({ ...place, ContentType: 'image/png' });
    const url = await getSignedUrl(uploader, command, { signableHeaders: new Set(['content-type']) });
    const put = (type: string) => send(url, { method: 'PUT', body: 'granite', headers: { 'content-type': type } });

    expect(await put('text/html')).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await failure(read(place))).toEqual(['NoSuchKey', 404]);
    expect(await put('image/png')).toEqual([200, '']);
  });

  it('requires the signed checksum', async () => {
    const place = fresh();
    const ChecksumSHA256 = digest('granite');
    const url = await getSignedUrl(uploader, new PutObjectCommand({ ...place, ChecksumSHA256 }));

    expect(await send(url, { method: 'PUT', body: 'slate' })).toEqual([400, 'BadDigest']);
    expect(await failure(read(place))).toEqual(['NoSuchKey', 404]);
    expect(await send(url, { method: 'PUT', body: 'granite' })).toEqual([200, '']);
  });

  it('with signed length, type and checksum headers accepts only that file, and only with those headers', async () => {
    const place = fresh();
    const checksum = digest('granite');
    const command = new PutObjectCommand({
      ...place,
      ContentType: 'image/png',
      ContentLength: 7,
      ChecksumSHA256: checksum,
    });
    const url = await getSignedUrl(uploader, command, {
      signableHeaders: new Set(['host', 'content-type', 'content-length', 'x-amz-checksum-sha256']),
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    const all = { 'content-type': 'image/png', 'x-amz-checksum-sha256': checksum };
    const put = (body: string, headers: Record<string, string> = all) => send(url, { method: 'PUT', body, headers });

    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;x-amz-checksum-sha256',
    );
    expect(await put('granites')).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put('granitE')).toEqual([400, 'BadDigest']);
    expect(await put('granite', { ...all, 'content-type': 'text/html' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put('granite', { 'content-type': 'image/png' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put('granitE', { ...all, 'x-amz-checksum-sha256': digest('granitE') })).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(await failure(read(place))).toEqual(['NoSuchKey', 404]);
    expect(await put('granite')).toEqual([200, '']);
    expect(await read(place)).toBe('granite');
  });

  it('accepts no S3 header that was not signed', async () => {
    const place = fresh();
    const url = await getSignedUrl(uploader, new PutObjectCommand(place));
    const headers = { 'x-amz-copy-source': `${stored.Bucket}/${encodeURIComponent(stored.Key)}` };

    expect(await send(url, { method: 'PUT', headers })).toEqual([403, 'AccessDenied']);
    expect(await failure(read(place))).toEqual(['NoSuchKey', 404]);
  });

  it('accepts only an empty body when the client signed the checksum of an empty body', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand(fresh()));

    expect(await send(url, { method: 'PUT', body: 'granite' })).toEqual([400, 'BadDigest']);
  });
});

describe('An anonymous request', () => {
  const address = (bucket: string, key: string) => `${target.endpoint}/${bucket}/${encodeURI(key)}`;

  it('cannot read, list, write or delete in a private bucket', async () => {
    const place = fresh();
    const [there, free] = [address(stored.Bucket, stored.Key), address(place.Bucket, place.Key)];

    expect(await send(there)).toEqual([403, 'AccessDenied']);
    expect(await send(free)).toEqual([403, 'AccessDenied']);
    expect(await send(`${target.endpoint}/${target.bucket}?list-type=2`)).toEqual([403, 'AccessDenied']);
    expect(await send(free, { method: 'PUT', body: 'x' })).toEqual([403, 'AccessDenied']);
    expect(await send(there, { method: 'DELETE' })).toEqual([403, 'AccessDenied']);
    expect(await read(stored)).toBe('marble');
    expect(await failure(read(place))).toEqual(['NoSuchKey', 404]);
  });

  it('can only read in a bucket whose policy makes its objects public', async () => {
    const Bucket = target.publicBucket;
    const Key = `${target.prefix}plate.webp`;
    const Resource = `arn:aws:s3:::${Bucket}/*`;
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource }];
    const policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'plate', CacheControl: 'immutable' }));
    expect(await failure(client.send(new GetBucketPolicyCommand({ Bucket })))).toEqual(['NoSuchBucketPolicy', 404]);

    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));

    const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy ?? '')).toEqual(JSON.parse(policy));
    expect(await send(address(Bucket, Key))).toEqual([200, 'plate']);
    expect((await fetch(address(Bucket, Key), { method: 'HEAD' })).headers.get('cache-control')).toBe('immutable');
    expect(await send(address(Bucket, `${Key}.missing`))).toEqual([403, 'AccessDenied']);
    expect(await send(`${target.endpoint}/${Bucket}?list-type=2`)).toEqual([403, 'AccessDenied']);
    expect(await send(address(Bucket, Key), { method: 'PUT', body: 'x' })).toEqual([403, 'AccessDenied']);
    expect(await send(address(Bucket, Key), { method: 'DELETE' })).toEqual([403, 'AccessDenied']);
    expect((await client.send(new GetObjectCommand({ Bucket, Key }))).ContentLength).toBe(5);
  });
});
