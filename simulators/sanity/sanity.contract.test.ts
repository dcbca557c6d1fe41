import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type SanityClient } from '@sanity/client';
import sharp from 'sharp';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system reads from Sanity, through the official client only. */
let target: ContractTarget;
let client: SanityClient;
let run: string;
let note: string;
let person: string;

beforeAll(async () => {
  target = await openTarget(process.env);
  ({ client, run } = target);
  note = `${run}-note`;
  person = `${run}-person`;
  await client
    .transaction()
    .create({ _id: `${run}-ada`, _type: person, name: 'Ada' })
    .create({ _id: `${run}-1`, _type: note, title: 'One', rank: 1, tags: ['a'], author: { _ref: `${run}-ada` } })
    .create({ _id: `${run}-2`, _type: note, title: 'Two', rank: 2, tags: ['a', 'b'], author: { _ref: `${run}-ada` } })
    .create({ _id: `${run}-3`, _type: note, title: 'Three', rank: 3, items: [{ _key: 'k', sku: 'x' }] })
    .commit();
});

afterAll(() => target.close([note, person]));

describe('A query', () => {
  it('filters, orders, slices and projects by its parameters', async () => {
    const query = '*[_type == $note && rank >= $from] | order(rank desc)[0...$count]{title, "n": rank}';

    const result = await client.fetch(query, { note, from: 1, count: 2 });

    expect(result).toEqual([
      { title: 'Three', n: 3 },
      { title: 'Two', n: 2 },
    ]);
  });

  it('follows references both ways', async () => {
    const query = `{
      "author": *[_id == $id][0].author->name,
      "notes": *[_type == $note && references($author)] | order(rank)[].title,
    }`;

    const result = await client.fetch(query, { id: `${run}-1`, author: `${run}-ada`, note });

    expect(result).toEqual({ author: 'Ada', notes: ['One', 'Two'] });
  });

  it.each<[string, string, Record<string, unknown>, string[]]>([
    ['a list', 'title in $titles', { titles: ['Two', 'One', 'Absent'] }, ['One', 'Two']],
    ['a member of an array', '$tag in tags', { tag: 'b' }, ['Two']],
    ['a field of array members', '$sku in items[].sku', { sku: 'x' }, ['Three']],
    ['a constant on the left', '"Two" == title', {}, ['Two']],
    ['either of two fields', '(title == "One" || rank == 3)', {}, ['One', 'Three']],
    ['nothing', 'title == "Four"', {}, []],
  ])('finds documents by %s', async (_what, filter, params, titles) => {
    expect(await client.fetch(`*[_type == $note && ${filter}].title`, { note, ...params })).toEqual(titles);
  });

  it('may be larger than a URL', async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => `${run}-${index}`);

    expect(await client.fetch('count(*[_id in $ids])', { ids })).toBe(3);
  });

  it('is refused with the position of the error when it cannot be parsed', async () => {
    const query = '*[_type == "note"';

    await expect(client.fetch(query)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('GROQ query parse error'),
      details: { type: 'queryParseError', query, start: expect.any(Number), end: expect.any(Number) },
    });
  });

  it('is refused when a parameter is missing', async () => {
    await expect(client.fetch('*[_id == $absent]')).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('$absent'),
    });
  });
});

describe('A perspective', () => {
  it('shows the published documents only, or drafts as well', async () => {
    const id = `${run}-essay`;
    await client.create({ _id: id, _type: note, title: 'Published' });
    await client.create({ _id: `drafts.${id}`, _type: note, title: 'Draft' });
    const query = '*[title in ["Published", "Draft"] && _type == $note]{_id, title}';
    const seenAs = (perspective: 'published' | 'raw') => client.fetch(query, { note }, { perspective });

    expect(await seenAs('published')).toEqual([{ _id: id, title: 'Published' }]);
    expect(await seenAs('raw')).toEqual([
      { _id: id, title: 'Published' },
      { _id: `drafts.${id}`, title: 'Draft' },
    ]);
  });

  it('shows drafts in the place of what they would replace, also behind references', async () => {
    const [essay, poem] = [`${run}-overlaid`, `${run}-unpublished`];
    await client.create({ _id: essay, _type: note, title: 'Old essay' });
    await client.create({ _id: `drafts.${essay}`, _type: note, title: 'New essay' });
    await client.create({ _id: `drafts.${poem}`, _type: note, title: 'Poem', about: { _ref: essay, _weak: true } });
    const query = '*[_id in $ids] | order(_id){_id, _originalId, title, "about": about->title}';
    const ids = [essay, poem, `${run}-1`];

    expect(await client.fetch(query, { ids }, { perspective: 'drafts' })).toEqual([
      { _id: `${run}-1`, _originalId: `${run}-1`, title: 'One', about: null },
      { _id: essay, _originalId: `drafts.${essay}`, title: 'New essay', about: null },
      { _id: poem, _originalId: `drafts.${poem}`, title: 'Poem', about: 'New essay' },
    ]);
    const anonymous = createClient({ ...target.config, token: undefined });
    expect(await anonymous.fetch('*[_id in $ids].title', { ids }, { perspective: 'published' })).not.toContain('Poem');
  });
});

describe('Access', () => {
  it('denies drafts and writes without a token', async () => {
    const anonymous = createClient({ ...target.config, token: undefined });
    await client.createOrReplace({ _id: `drafts.${run}-secret`, _type: note, title: 'Secret' });

    expect(await anonymous.fetch('*[title == "Secret"]')).toEqual([]);
    await expect(anonymous.create({ _id: `${run}-denied`, _type: note })).rejects.toMatchObject({
      statusCode: 403,
      details: { type: 'mutationError', items: [{ error: { type: 'insufficientPermissionsError' } }] },
    });
    expect(await client.getDocument(`${run}-denied`)).toBeUndefined();
  });

  it('refuses an unknown token', async () => {
    const stranger = createClient({ ...target.config, token: 'sk-unknown' });

    await expect(stranger.fetch('*[0]')).rejects.toMatchObject({
      statusCode: 401,
      message: expect.stringContaining('Session not found'),
    });
  });
});

describe('An image', () => {
  it('is stored once, described, and served in other sizes and formats', async () => {
    const colour = { r: run.charCodeAt(9), g: run.charCodeAt(10), b: run.charCodeAt(11) };
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: colour } })
      .png()
      .toBuffer();

    const asset = await client.assets.upload('image', png, { filename: 'plate.png' });
    const again = await client.assets.upload('image', png, { filename: 'plate.png' });
    const served = await fetch(asset.url);
    const smaller = await fetch(`${asset.url}?rect=0,0,40,40&w=20&h=20&fm=webp`);

    expect(again._id).toBe(asset._id);
    expect(asset._id).toMatch(/^image-[0-9a-f]{40}-60x40-png$/);
    expect(asset.metadata.dimensions).toMatchObject({ width: 60, height: 40, aspectRatio: 1.5 });
    expect(Buffer.from(await served.arrayBuffer())).toEqual(png);
    expect(smaller.headers.get('content-type')).toBe('image/webp');
    const picture = await sharp(await smaller.arrayBuffer()).metadata();
    expect(picture).toMatchObject({ format: 'webp', width: 20, height: 20 });
    await client.delete(asset._id);
  });

  it('has a placeholder if that is requested, and the format that a client accepts', async () => {
    const colour = { r: run.charCodeAt(9), g: run.charCodeAt(10), b: run.charCodeAt(12) };
    const png = await sharp({ create: { width: 90, height: 60, channels: 3, background: colour } })
      .png()
      .toBuffer();
    const asset = await client.assets.upload('image', png, { filename: 'p.png', extract: ['lqip', 'thumbhash'] });
    const typeFor = async (accept: string) => {
      const response = await fetch(`${asset.url}?w=30&fit=max&auto=format`, { headers: { accept } });
      return response.headers.get('content-type');
    };

    expect(asset.metadata.thumbHash).toMatch(/^[A-Za-z0-9+/]{8,}={0,2}$/);
    expect(await typeFor('image/webp,*/*')).toBe('image/webp');
    expect(await typeFor('*/*')).toBe('image/png');
    await client.delete(asset._id);
  });
});
