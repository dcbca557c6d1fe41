import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { execute, installationEnv } from '../support/graph.ts';

/** What a phone with 390 CSS pixels and three device pixels for each requests, in a list with two columns. */
const phone = {
  neededWidth: (390 / 2) * 3,
  accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
};

const list = `{
  products(first: 20, sort: TITLE_ASC) {
    nodes { id title thumbnail { url(width: 640) srcset altText width height thumbhash } }
  }
}`;

interface Picture {
  url: string;
  srcset: string;
  thumbhash: string;
  width: number;
  height: number;
}

/** The file that a browser chooses from a `srcset`: the smallest that is wide enough. */
function chosen(srcset: string, neededWidth: number): string {
  const candidates = srcset.split(', ').map((text) => text.split(' ') as [url: string, width: string]);
  const [url] = candidates.find(([, width]) => Number.parseInt(width, 10) >= neededWidth) ?? candidates.at(-1) ?? [];
  return url as string;
}

async function load(url: string) {
  const response = await fetch(url, { headers: { accept: phone.accept } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes };
}

describe('A list of 20 products on a phone', () => {
  it('weighs less than 300 KB with all its pictures', async () => {
    const answer = await execute(list);
    const pictures: Picture[] = answer.data.products.nodes.map(({ thumbnail }: { thumbnail: Picture }) => thumbnail);
    const files = await Promise.all(pictures.map(({ srcset }) => load(chosen(srcset, phone.neededWidth))));
    const widths = await Promise.all(files.map(async ({ bytes }) => (await sharp(bytes).metadata()).width));
    const weight = files.reduce((sum, { bytes }) => sum + bytes.length, gzipSync(JSON.stringify(answer)).length);

    expect(answer.errors).toBeUndefined();
    expect(pictures).toHaveLength(20);
    expect(new Set(files.map(({ status, type }) => `${status} ${type}`))).toEqual(new Set(['200 image/avif']));
    expect(new Set(widths)).toEqual(new Set([640]));
    expect(weight).toBeLessThan(300_000);
    // A page of empty pictures would be light, too.
    expect(Math.min(...files.map(({ bytes }) => bytes.length))).toBeGreaterThan(1_000);
    process.stdout.write(`A list of 20 products on a phone: ${Math.round(weight / 1_000)} KB\n`);
  }, 120_000);

  it('has a placeholder for each, and the size of the original', async () => {
    const { data } = await execute(list);

    for (const { thumbnail } of data.products.nodes) {
      expect(thumbnail).toMatchObject({ width: 1200, height: 1500 });
      expect(Buffer.from(thumbnail.thumbhash, 'base64').length).toBeGreaterThan(15);
      expect(Buffer.from(thumbnail.thumbhash, 'base64').length).toBeLessThan(36);
    }
  });
});

describe('A picture of a product', () => {
  const picture = (fields: string) =>
    execute(`{ product(handle: "ember-tote") { thumbnail { ${fields} } images { focalPoint { x y } ${fields} } } }`);

  it('is the original file without arguments', async () => {
    const { data } = await picture('url');
    const { MEDIA_URL } = installationEnv();
    const { type, bytes } = await load(data.product.thumbnail.url);

    expect(data.product.thumbnail.url.startsWith(MEDIA_URL)).toBe(true);
    expect([type, (await sharp(bytes).metadata()).width]).toEqual(['image/webp', 1200]);
  });

  it('is cut to a shape, in the format of the client', async () => {
    const { data } = await picture('url(width: 300, height: 300, fit: COVER, format: JPEG, quality: 60)');
    const { type, bytes } = await load(data.product.thumbnail.url);
    const { width, height } = await sharp(bytes).metadata();

    expect([type, width, height]).toEqual(['image/jpeg', 300, 300]);
    // The focal point of the detail is part of its address.
    expect(data.product.images[1].focalPoint).toEqual({ x: 0.5, y: 0.35 });
    expect(data.product.images[1].url).toContain('&fp=0.5,0.35&');
  });

  it('is refused with a changed address, and no file is made', async () => {
    const { data } = await picture('url(width: 300)');
    const response = await fetch(data.product.thumbnail.url.replace('w=300', 'w=320'));

    expect([response.status, await response.json()]).toMatchObject([403, { code: 'BAD_SIGNATURE' }]);
  });

  it.each([
    ['url(width: 0)', 'width'],
    ['url(width: 2561)', 'width'],
    ['url(height: -1)', 'height'],
    ['url(width: 100, fit: COVER)', 'height'],
    ['url(quality: 101)', 'quality'],
    ['srcset(widths: [])', 'widths'],
    ['srcset(widths: [100], aspectRatio: 0)', 'aspectRatio'],
  ])('is bad input for %s', async (field, argument) => {
    const { errors } = await picture(field);

    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('A picture of the journal', () => {
  it('has the same arguments', async () => {
    const { data, errors } = await execute(`{
      articles(first: 1) { nodes { id heroImage {
        url(width: 390) cut: url(width: 200, height: 200, fit: COVER, format: WEBP) srcset(widths: [320, 640]) thumbhash
      } } }
      artisans(first: 1) { nodes { id portrait { focalPoint { x y } url(width: 100, height: 100, fit: COVER) } } }
    }`);
    const hero = data.articles.nodes[0].heroImage;
    const [whole, cut] = await Promise.all([load(hero.url), load(hero.cut)]);
    const sizeOf = async ({ bytes }: { bytes: Buffer }) => {
      const { width, height } = await sharp(bytes).metadata();
      return [width, height];
    };

    expect(errors).toBeUndefined();
    expect([whole.type, ...(await sizeOf(whole))]).toEqual(['image/avif', 400, 250]);
    expect([cut.type, ...(await sizeOf(cut))]).toEqual(['image/webp', 200, 200]);
    expect(hero.srcset).toMatch(/w=320&fit=max&auto=format 320w, .*w=640&fit=max&auto=format 640w$/);
    expect(Buffer.from(hero.thumbhash, 'base64').length).toBeGreaterThan(15);
    expect(data.artisans.nodes[0].portrait.focalPoint).toEqual({ x: 0.5, y: 0.43 });
    expect(data.artisans.nodes[0].portrait.url).toContain('crop=focalpoint&fp-x=0.5&fp-y=0.43&w=100&h=100&fit=crop');
  });
});
