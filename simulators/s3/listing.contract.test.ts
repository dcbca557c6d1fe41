import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

// In the order of their UTF-8 bytes. The operator `<` would order the last two the other way round.
const names = ['a b', 'a&b', 'atelier/1', 'atelier/2/x', 'atelier/2/y', 'b', 'é', '～', '𝄞'];

let target: ContractTarget;
let client: ReturnType<ContractTarget['client']>;

beforeAll(async () => {
  target = await openTarget();
  client = target.client();
  await Promise.all(
    names.map((name) =>
      client.send(new PutObjectCommand({ Bucket: target.bucket, Key: target.prefix + name, Body: name })),
    ),
  );
});

afterAll(() => target.close());

const bare = (key: string | undefined) => key?.slice(target.prefix.length);

async function list(input: Partial<ListObjectsV2CommandInput> = {}) {
  const answer = await client.send(
    new ListObjectsV2Command({ Bucket: target.bucket, ...input, Prefix: target.prefix + (input.Prefix ?? '') }),
  );
  return {
    ...answer,
    keys: (answer.Contents ?? []).map(({ Key }) => bare(Key)),
  };
}

describe('A listing', () => {
  it('returns all keys in the order of their bytes, with size and entity tag', async () => {
    const { keys, KeyCount, IsTruncated, Contents = [] } = await list();

    expect(keys).toEqual(names);
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 9, IsTruncated: false });
    expect(Contents[0]).toMatchObject({ Size: 3, ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) });
    expect(Contents[0]?.LastModified).toBeInstanceOf(Date);
  });

  it('is limited to the keys with a prefix', async () => {
    expect((await list({ Prefix: 'atelier/2/' })).keys).toEqual(['atelier/2/x', 'atelier/2/y']);
  });

  it.each([1, 2, 4, 9])('returns every key once in pages of %i', async (pageSize) => {
    const found: (string | undefined)[] = [];
    const sizes: (number | undefined)[] = [];
    const pages = paginateListObjectsV2({ client, pageSize }, { Bucket: target.bucket, Prefix: target.prefix });
    for await (const { Contents = [], KeyCount } of pages) {
      found.push(...Contents.map(({ Key }) => bare(Key)));
      sizes.push(KeyCount);
    }

    expect(found).toEqual(names);
    expect(sizes).toHaveLength(Math.ceil(names.length / pageSize));
  });

  it('is empty for a prefix that no key has', async () => {
    expect(await list({ Prefix: 'zzz' })).toMatchObject({ keys: [], KeyCount: 0, IsTruncated: false });
  });
});
