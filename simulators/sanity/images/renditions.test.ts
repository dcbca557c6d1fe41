import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRenditions } from './renditions.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-renditions-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('Renditions', () => {
  it('share the work of requests at the same time, and try again after a failure', async () => {
    const made: string[] = [];
    const outcomes = [Promise.reject(new Error('broken')), Promise.resolve(Buffer.from('made'))];
    const renditions = await openRenditions(folder, (file, search) => {
      made.push(`${file}?${search}`);
      return outcomes.shift() as Promise<Buffer>;
    });
    const find = () => renditions.find('/a/one.png', new URLSearchParams('w=10&fm=jpg'), 'avif');

    await expect(Promise.all([find(), find()])).rejects.toThrow('broken');
    const found = await Promise.all([find(), find()]);
    const again = await find();

    expect(made).toEqual(['/a/one.png?w=10&fm=jpg', '/a/one.png?w=10&fm=jpg']);
    expect([...found, again]).toEqual(Array(3).fill({ bytes: Buffer.from('made'), contentType: 'image/avif' }));
  });
});
