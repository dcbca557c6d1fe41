import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucketShape } from '#kit/stores/s3.ts';
import { startTestBucket } from '#tests/support/backends/bucket.ts';
import { type InvoiceFiles, openInvoiceFiles } from './files.ts';

describe('The file of an invoice', () => {
  let bucket: Awaited<ReturnType<typeof startTestBucket>>;
  let files: InvoiceFiles;
  beforeAll(async () => {
    bucket = await startTestBucket();
    files = openInvoiceFiles(bucketShape.parse(bucket.env));
  });
  afterAll(async () => {
    files.close();
    await bucket.remove();
  });

  const store = (id: string, text: string) => files.store(id, `no-${id}`, async () => Buffer.from(text));
  const read = async (id: string) => (await fetch((await files.sign(id)).url)).text();

  it('is never replaced: a process that stopped before it recorded the digest finds the stored file', async () => {
    const first = await store('inv_1', 'the original');
    const second = await store('inv_1', 'a later layout');

    expect(second).toEqual(first);
    expect(first).toEqual({ sha256: createHash('sha256').update('the original').digest('hex'), bytes: 12 });
    expect(await read('inv_1')).toBe('the original');
  });

  it('is stored once where several requests make it at the same time', async () => {
    const stored = await Promise.all(['a', 'bb', 'ccc'].map((text) => store('inv_2', text)));

    expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  it('is made one at a time, and after one that could not be made', async () => {
    let running = 0;
    let most = 0;
    const make = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return Buffer.from('x');
    };
    const failed = files.store('inv_3', 'INV-3', () => Promise.reject(new Error('no glyph')));
    const stored = ['inv_4', 'inv_5', 'inv_6'].map((id) => files.store(id, id, make));

    await expect(failed).rejects.toThrow('no glyph');
    await Promise.all(stored);
    expect(most).toBe(1);
  });

  it('has the name under which it was stored', async () => {
    await store('inv_7', 'x');
    const response = await fetch((await files.sign('inv_7')).url);

    expect(response.headers.get('content-disposition')).toBe('inline; filename="no-inv_7.pdf"');
  });
});
