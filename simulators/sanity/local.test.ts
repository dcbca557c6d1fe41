import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type SanityClient } from '@sanity/client';
import sharp from 'sharp';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { addressOf, startLake } from './contract-target.ts';
import { start } from './local.ts';

let dataDir: string;
let lake: LocalBackend;
let client: SanityClient;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'axiom-lake-'));
  await open();
});

afterEach(async () => {
  await lake.stop();
  await rm(dataDir, { recursive: true });
});

describe('The Sanity simulator', () => {
  it('keeps documents and images across a restart, and serves images at its new address', async () => {
    const document = await client.create({ _type: 'note', title: 'Kept' });
    const asset = await client.assets.upload('image', await plate(), { filename: 'plate.png' });
    await client.delete((await client.create({ _type: 'note', title: 'Removed' }))._id);

    await lake.stop();
    await open();

    expect(await client.fetch('*[_type == "note"]')).toEqual([document]);
    const url = await client.fetch('*[_id == $id][0].url', { id: asset._id });
    expect(url).toMatch(new RegExp(`^${lake.address}/images/axiom/production/`));
    expect((await fetch(url)).status).toBe(200);
  });

  it('keeps every acknowledged transaction when it is killed', async () => {
    const acknowledged = [];
    for (let n = 0; n < 20; n += 1) acknowledged.push(await client.create({ _id: `n${n + 10}`, _type: 'note', n }));

    process.kill(lake.pids[0] as number, 'SIGKILL');
    expect(await lake.crashed).toContain('SIGKILL');
    await open();

    expect(await client.fetch('*[_type == "note"]')).toEqual(acknowledged);
  });

  it('drops a transaction whose write was interrupted, and continues', async () => {
    await client.create({ _id: 'whole', _type: 'note' });
    await lake.stop();
    await appendFile(join(dataDir, 'log.ndjson'), '{"transactionId":"torn","put":[{"_id":"to');
    await open();

    await client.create({ _id: 'after', _type: 'note' });
    await lake.stop();
    await open();

    expect(await client.fetch('*[_type == "note"]._id')).toEqual(['after', 'whole']);
    expect(await readFile(join(dataDir, 'log.ndjson'), 'utf8')).not.toContain('torn');
  });

  it('stores and publishes documents of any shape, as Sanity does', async () => {
    const odd = {
      _id: 'art_1',
      _type: 'article',
      title: 5,
      slug: 'plain',
      narrative: [{ _type: 'table' }],
      unknown: null,
    };
    await client.create(odd);
    const draft = await client.create({ _id: 'drafts.art_2', _type: 'article', title: 'Incomplete' });
    await client.action({ actionType: 'sanity.action.document.publish', draftId: draft._id, publishedId: 'art_2' });

    expect(await client.getDocument('art_1')).toMatchObject(odd);
    expect(await client.getDocument('art_2')).toMatchObject({ title: 'Incomplete' });
  });

  it('crops an image to its rectangle, around its focal point', async () => {
    // Three stripes, 20 pixels wide each: red, green, blue.
    const pixels = Array.from({ length: 60 * 40 }, (_, n) =>
      [0, 1, 2].map((c) => (Math.floor((n % 60) / 20) === c ? 255 : 0)),
    );
    const bytes = await sharp(Buffer.from(pixels.flat()), { raw: { width: 60, height: 40, channels: 3 } })
      .png()
      .toBuffer();
    const { url } = await client.assets.upload('image', bytes, { filename: 'stripes.png' });
    const average = async (search: string) => {
      const { data, info } = await sharp(await (await fetch(`${url}?${search}`)).arrayBuffer())
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return [info.width, info.height, ...data.subarray(0, 3)];
    };

    expect(await average('rect=20,0,40,40')).toEqual([40, 40, 0, 255, 0]);
    expect(await average('rect=20,0,40,40&crop=focalpoint&fp-x=1&fp-y=0.5&fit=crop&w=10&h=40')).toEqual([
      10, 40, 0, 0, 255,
    ]);
    expect(await average('crop=focalpoint&fp-x=0&fp-y=0.5&fit=crop&w=10&h=20')).toEqual([10, 20, 255, 0, 0]);
    expect((await fetch(`${url}?crop=focalpoint&fp-x=2&fit=crop&w=10&h=20`)).status).toBe(400);
  });

  it('makes each version of an image once, also across a restart', async () => {
    const asset = await client.assets.upload('image', await plate(), { filename: 'plate.png' });
    const versions = ['w=10&auto=format', 'auto=format&w=10', 'w=10&fm=webp', 'w=8&auto=format'];
    const read = async (accept: string) => {
      const url: string = await client.fetch('*[_id == $id][0].url', { id: asset._id });
      return Promise.all(
        versions.map(async (version) => {
          const response = await fetch(`${url}?${version}`, { headers: { accept } });
          return [response.headers.get('content-type'), Buffer.from(await response.arrayBuffer()).toString('base64')];
        }),
      );
    };
    const first = [await read('image/avif'), await read('image/webp'), await read('*/*')];
    await lake.stop();
    // What is read from the original now would fail.
    const [original] = (await readdir(join(dataDir, 'assets'))) as [string];
    await writeFile(join(dataDir, 'assets', original), 'nothing');
    await open();

    expect([await read('image/avif'), await read('image/webp'), await read('*/*')]).toEqual(first);
    expect(first.map((read) => read.map(([type]) => type))).toEqual([
      ['image/avif', 'image/avif', 'image/webp', 'image/avif'],
      ['image/webp', 'image/webp', 'image/webp', 'image/webp'],
      ['image/png', 'image/png', 'image/webp', 'image/png'],
    ]);
    // Two widths by three formats, and the one that requests WebP; the order of the parameters makes no difference.
    expect(await readdir(join(dataDir, 'renditions'))).toHaveLength(7);
  });

  it('lets the write token publish, and the read token only read drafts', async () => {
    const as = (token: string | undefined) => createClient({ ...client.config(), token });
    const [curator, viewer] = [as(lake.env.SANITY_WRITE_TOKEN), as(lake.env.SANITY_READ_TOKEN)];
    await client.create({ _id: 'drafts.n1', _type: 'note', title: 'Draft' });
    const publish = { actionType: 'sanity.action.document.publish', draftId: 'drafts.n1', publishedId: 'n1' } as const;

    await expect(viewer.action(publish)).rejects.toMatchObject({ statusCode: 403 });
    expect(await viewer.fetch('*[_type == "note"]._id')).toEqual(['drafts.n1']);
    await curator.action(publish);

    expect(await viewer.fetch('*[_type == "note"]._id')).toEqual(['n1']);
    expect(new Set([lake.env.SANITY_TOKEN, lake.env.SANITY_WRITE_TOKEN, lake.env.SANITY_READ_TOKEN]).size).toBe(3);
  });

  it('refuses options that it does not support, instead of ignoring them', async () => {
    const draft = await client.create({ _id: 'drafts.n1', _type: 'note' });
    const publish = { actionType: 'sanity.action.document.publish', draftId: draft._id, publishedId: 'n1' } as const;
    const requests: Record<string, () => Promise<unknown>> = {
      dryRun: () => client.create({ _id: 'n2', _type: 'note' }, { dryRun: true }),
      dryRunOfAction: () => client.action(publish, { dryRun: true }),
      keys: () => client.create({ _id: 'n2', _type: 'note', items: [{}] }, { autoGenerateArrayKeys: true }),
      deleteByQuery: () => client.delete({ query: '*[_type == "note"]' }),
    };

    for (const send of Object.values(requests)) await expect(send()).rejects.toMatchObject({ statusCode: 501 });

    expect(await client.fetch('*[_type == "note"]')).toEqual([draft]);
  });

  it('refuses a body that exceeds the limit', async () => {
    await expect(client.create({ _type: 'note', text: 'x'.repeat(5_000_000) })).rejects.toMatchObject({
      statusCode: 413,
    });

    expect(await client.fetch('count(*)')).toBe(0);
  });
});

describe('A configured project', () => {
  const options = { dataDir: '', secret: () => '', log: () => {} };

  it('is used instead of the simulator', async () => {
    const env = { SANITY_PROJECT_ID: 'abc123', SANITY_DATASET: 'staging', SANITY_TOKEN: 'sk-1' };

    const backend = await start({ ...options, env });

    expect(backend).toMatchObject({ kind: 'external', address: 'https://abc123.api.sanity.io/', pids: [] });
    expect(backend.env).toEqual({ ...env, SANITY_API_VERSION: '2025-02-19' });
  });
});

async function open(): Promise<void> {
  lake = await startLake(dataDir);
  client = createClient({
    ...addressOf(lake),
    apiVersion: '2025-02-19',
    perspective: 'raw',
    useCdn: false,
    maxRetries: 0,
  });
}

function plate(): Promise<Buffer> {
  return sharp({ create: { width: 4, height: 4, channels: 3, background: '#c08040' } })
    .png()
    .toBuffer();
}
