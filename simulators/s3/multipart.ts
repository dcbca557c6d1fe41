import { z } from 'zod';
import { requireWritable } from './conditions.ts';
import { S3Error } from './errors.ts';
import { bodyOf, type Exchange, sendEmpty, sendXml } from './exchange.ts';
import { storedHeaders } from './headers.ts';
import { checksumHeaders, describe } from './objects.ts';
import { readText } from './payload.ts';
import { assemble } from './storage/assembly.ts';
import { type Checksum, type ChecksumAlgorithm, checksumAlgorithm, checksumElements } from './storage/checksums.ts';
import {
  allUploads,
  createUpload,
  dropUpload,
  findUpload,
  keepPart,
  openPart,
  partNumbers,
  type Upload,
} from './storage/parts.ts';
import { fromXml } from './xml.ts';

const largestPartNumber = 10_000;
const largestDocument = 2 * 1024 * 1024;

const text = z.string();
const completion = z.object({
  Part: z
    .union([z.looseObject({}).transform((part) => [part]), z.array(z.looseObject({}))])
    .pipe(z.array(z.object({ PartNumber: text.regex(/^\d{1,5}$/).transform(Number), ETag: text }))),
});

/** CreateMultipartUpload. */
export async function createMultipartUpload(exchange: Exchange): Promise<void> {
  const { headers, key, store } = exchange;
  const bucket = store.bucket(exchange.bucket);
  const { id } = await createUpload(bucket, { key, headers: storedHeaders(headers), checksum: readChecksum(headers) });
  sendXml(exchange, 'InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id });
}

/** UploadPart. */
export async function uploadPart(exchange: Exchange): Promise<void> {
  const { headers, query, key } = exchange;
  if (headers['x-amz-copy-source']) throw new S3Error('NotImplemented', 'UploadPartCopy is not implemented.');
  const bucket = exchange.store.bucket(exchange.bucket);
  const upload = await uploadOf(exchange);
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > largestPartNumber) {
    throw new S3Error(
      'InvalidArgument',
      `Part number must be an integer between 1 and ${largestPartNumber}, inclusive.`,
    );
  }
  const payload = bodyOf(exchange, exchange.largestObject);
  const staged = await bucket.stage(payload.chunks, () => describe(key, {}, payload));
  await keepPart(bucket, upload, number, staged);
  sendEmpty(exchange, 200, { etag: `"${staged.info.etag}"`, ...checksumHeaders(staged.info) });
}

/** CompleteMultipartUpload. */
export async function completeMultipartUpload(exchange: Exchange): Promise<void> {
  const { headers, key } = exchange;
  const bucket = exchange.store.bucket(exchange.bucket);
  const upload = await uploadOf(exchange);
  requireWritable(headers, bucket.info(key));
  const document = await readText(bodyOf(withoutObjectChecksum(exchange), largestDocument));
  const parts = fromXml(document, 'CompleteMultipartUpload', completion).Part;
  const staged = await assemble(bucket, upload, parts, { limit: exchange.largestObject, stated: headers });
  await bucket.commit(staged, (current) => requireWritable(headers, current));
  await dropUpload(bucket, upload);
  sendXml(exchange, 'CompleteMultipartUploadResult', {
    Location: `/${bucket.name}/${key}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${staged.info.etag}"`,
    ...checksumElements(staged.info.checksum),
  });
}

/** AbortMultipartUpload. */
export async function abortMultipartUpload(exchange: Exchange): Promise<void> {
  const upload = await uploadOf(exchange);
  await dropUpload(exchange.store.bucket(exchange.bucket), upload);
  sendEmpty(exchange, 204);
}

/** ListParts, all on one page. */
export async function listParts(exchange: Exchange): Promise<void> {
  const bucket = exchange.store.bucket(exchange.bucket);
  const upload = await uploadOf(exchange);
  const parts = await Promise.all(
    (await partNumbers(bucket, upload)).map(async (PartNumber) => {
      const part = await openPart(bucket, upload, PartNumber);
      await part?.close();
      if (!part) return undefined;
      const { bytes, etag, lastModified, checksum } = part.info;
      const { ChecksumType: _, ...value } = checksumElements(checksum);
      return { PartNumber, LastModified: lastModified, ETag: `"${etag}"`, Size: bytes, ...value };
    }),
  );
  sendXml(exchange, 'ListPartsResult', {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    MaxParts: largestPartNumber,
    IsTruncated: false,
    Part: parts,
  });
}

/** ListMultipartUploads, all on one page. */
export async function listMultipartUploads(exchange: Exchange): Promise<void> {
  const bucket = exchange.store.bucket(exchange.bucket);
  const prefix = exchange.query.get('prefix') ?? '';
  const uploads = (await allUploads(bucket)).filter((upload) => upload.key.startsWith(prefix));
  sendXml(exchange, 'ListMultipartUploadsResult', {
    Bucket: bucket.name,
    Prefix: prefix,
    IsTruncated: false,
    Upload: uploads.map(({ key, id, initiated }) => ({ Key: key, UploadId: id, Initiated: initiated })),
  });
}

function uploadOf({ store, bucket, key, query }: Exchange): Promise<Upload> {
  return findUpload(store.bucket(bucket), key, query.get('uploadId') ?? '');
}

/** The checksum that the object is to have; none when none is asked for. */
function readChecksum(headers: Record<string, string>): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  if (!algorithm) throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const possible = possibleTypes(algorithm);
  const type = possible.find((one) => one === (headers['x-amz-checksum-type']?.toUpperCase() ?? possible[0]));
  if (!type) throw new S3Error('InvalidRequest', `${algorithm} has a checksum of type ${possible.join(' or ')} alone.`);
  return { algorithm, type };
}

/** The types of checksum an object made of parts may have by this algorithm, the usual one first. */
function possibleTypes(algorithm: ChecksumAlgorithm): Checksum['type'][] {
  if (algorithm === 'CRC64NVME') return ['FULL_OBJECT'];
  return algorithm.startsWith('SHA') ? ['COMPOSITE'] : ['COMPOSITE', 'FULL_OBJECT'];
}

/** The checksum headers of a completion speak of the object, not of the document that is its body. */
function withoutObjectChecksum(exchange: Exchange): Exchange {
  const headers = Object.entries(exchange.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return { ...exchange, headers: Object.fromEntries(headers) };
}
