import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

const partSize = 5 * 1024 * 1024;
const bytes = randomBytes(partSize + 100_000);
const [first, second] = [bytes.subarray(0, partSize), bytes.subarray(partSize)];

let target: ContractTarget;
let client: ReturnType<ContractTarget['client']>;
let count = 0;

beforeAll(async () => {
  target = await openTarget();
  client = target.client();
});

afterAll(() => target.close());

const freshKey = () => `${target.prefix}${++count}`;

async function begin(algorithm: ChecksumAlgorithm = 'CRC32') {
  const place = { Bucket: target.bucket, Key: freshKey() };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: algorithm, ContentType: 'model/gltf-binary' }),
  );
  return { ...place, UploadId };
}

async function upload(
  place: Awaited<ReturnType<typeof begin>>,
  PartNumber: number,
  Body: Buffer,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...place, PartNumber, Body }));
  return { PartNumber, ETag, ChecksumCRC32 };
}

const complete = (place: Awaited<ReturnType<typeof begin>>, Parts: CompletedPart[]) =>
  client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } }));

async function download(Key: string) {
  const { Body, ETag, ContentType } = await client.send(new GetObjectCommand({ Bucket: target.bucket, Key }));
  return { bytes: Buffer.from((await Body?.transformToByteArray()) ?? []), ETag, ContentType };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ name, $metadata }) => [name, $metadata?.httpStatusCode],
  );

describe('An upload in parts', () => {
  it('becomes one object when completed, from parts sent in any order and one of them twice', async () => {
    const place = await begin();
    const last = await upload(place, 7, second);
    await upload(place, 2, second);
    const head = await upload(place, 2, first);
    expect(await failure(download(place.Key))).toEqual(['NoSuchKey', 404]);

    const { ETag, ChecksumCRC32 } = await complete(place, [head, last]);

    const object = await download(place.Key);
    const md5 = (piece: Buffer) => createHash('md5').update(piece).digest();
    expect(object.bytes.equals(bytes)).toBe(true);
    expect(object).toMatchObject({ ETag, ContentType: 'model/gltf-binary' });
    expect(ETag).toBe(`"${md5(Buffer.concat([md5(first), md5(second)])).toString('hex')}-2"`);
    expect(ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==-2$/);
  });

  it('has one checksum over the whole by CRC64NVME', async () => {
    const whole = new Upload({
      client,
      params: { Bucket: target.bucket, Key: freshKey(), Body: bytes, ChecksumAlgorithm: 'CRC64NVME' },
      partSize,
    });

    const answer = await whole.done();

    expect(answer.ChecksumCRC64NVME).toMatch(/^[A-Za-z0-9+/]{11}=$/);
    expect(answer.ChecksumType).toBe('FULL_OBJECT');
  });

  it('is what the official uploader makes of a stream of unknown length', async () => {
    const Key = freshKey();
    const Body = Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000, 3_000_000), bytes.subarray(3_000_000)]);

    await new Upload({ client, params: { Bucket: target.bucket, Key, Body }, partSize }).done();

    expect((await download(Key)).bytes.equals(bytes)).toBe(true);
  });

  it('can be looked at while it lasts, and aborted', async () => {
    const place = await begin();
    await upload(place, 3, second);

    const { Parts = [] } = await client.send(new ListPartsCommand(place));
    const { Uploads = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: target.bucket, Prefix: place.Key }),
    );
    await client.send(new AbortMultipartUploadCommand(place));

    expect(Parts.map(({ PartNumber, Size }) => ({ PartNumber, Size }))).toEqual([{ PartNumber: 3, Size: 100_000 }]);
    expect(Uploads.map(({ Key, UploadId }) => ({ Key, UploadId }))).toEqual([
      { Key: place.Key, UploadId: place.UploadId },
    ]);
    expect(await failure(upload(place, 4, second))).toEqual(['NoSuchUpload', 404]);
    expect(await failure(client.send(new ListPartsCommand(place)))).toEqual(['NoSuchUpload', 404]);
  });

  it('is refused when its list of parts is not as it must be, and can be completed still', async () => {
    const place = await begin();
    const [one, two] = [await upload(place, 1, first), await upload(place, 2, second)];
    const small = { ...(await upload(place, 3, second)) };

    expect(await failure(complete(place, [two, one]))).toEqual(['InvalidPartOrder', 400]);
    expect(await failure(complete(place, [one, { ...two, ETag: one.ETag }]))).toEqual(['InvalidPart', 400]);
    expect(await failure(complete(place, [one, { ...two, PartNumber: 9 }]))).toEqual(['InvalidPart', 400]);
    expect(await failure(complete(place, [two, small]))).toEqual(['EntityTooSmall', 400]);
    expect(await failure(download(place.Key))).toEqual(['NoSuchKey', 404]);
    await complete(place, [one, two]);
    expect((await download(place.Key)).bytes.equals(bytes)).toBe(true);
  });
});
