import { describe, expect, it } from '@jest/globals';
import type { Metadata } from '../responses.ts';
import { toBarcodes, toContent, toDimensions } from './measures.ts';
import { toMedia } from './media.ts';
import { picturesOfVariants, toPictures, toSwatch } from './pictures.ts';
import { toSeo } from './seo.ts';
import { toSpecifications } from './specifications.ts';

const pictures = toPictures(
  ['a', 'b', 'c'].map((url, rank) => ({ url, rank, metadata: null })),
  'Box',
);
const unknown = { width: null, height: null, thumbhash: null, focalPoint: null };
const mediaOf = (media: unknown) =>
  toMedia('prod_box', pictures, { media } as Metadata).map((item) => `${item.kind} ${item.id}`);

describe('The media of a product', () => {
  it('are its pictures where the editors wrote no order', () => {
    expect(toMedia('prod_box', pictures, undefined).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(mediaOf('nonsense')).toEqual(['Image a', 'Image b', 'Image c']);
  });

  it('follow the order of the editors, each once, and leave out what shows nothing', () => {
    const video = { sources: [{ url: 'v.mp4', content_type: 'video/mp4' }] };
    const media = [
      { image: 'c' },
      { model: true },
      { video },
      { image: 'c' },
      { image: 'x' },
      { video: [] },
      null,
      'text',
      7,
    ];

    expect(mediaOf(media)).toEqual(['Image c', 'ProductModel model', 'Video v.mp4', 'Image a', 'Image b']);
  });
});

describe('The pictures of a variant', () => {
  it('are its own, then those of the whole product', () => {
    const of = (...urls: string[]) => urls.map((url) => ({ url }));
    const variants = [
      { id: 'one', images: of('a', 'b') },
      { id: 'two', images: of('a', 'c') },
      { id: 'three', images: of('a') },
    ];

    const found = picturesOfVariants(variants, pictures);

    expect([...found].map(([id, shown]) => [id, ...shown.map(({ url }) => url)])).toEqual([
      ['one', 'b', 'a'],
      ['two', 'c', 'a'],
      ['three', 'a'],
    ]);
  });
});

describe('A swatch', () => {
  it.each([
    [{ colour: '#A5683C' }, { colour: '#a5683c', image: null }],
    [{ colour: 'brown' }, null],
    [{ colour: '#fff' }, null],
    [
      { colour: 'brown', image: { url: 's.webp', width: 10 } },
      { colour: null, image: { ...unknown, url: 's.webp', altText: 'Crust', width: 10 } },
    ],
    ['#a5683c', null],
    [undefined, null],
  ])('%j becomes %j', (swatch, expected) => {
    expect(toSwatch('Crust', { swatch })).toEqual(expected);
  });
});

describe('Specifications', () => {
  const fact = (key: unknown, value: unknown = 'A strap', label: unknown = 'Closure') => ({ key, label, value });

  it('are the valid facts of the metadata, in their order', () => {
    const specifications = [
      ...[fact('closure'), fact('lining', 'Linen'), fact('closure', 'A second one'), fact('two words'), fact('')],
      ...[
        fact('long', 'x'.repeat(501)),
        fact('empty', ''),
        fact('number', 7),
        fact('unnamed', 'Linen', ''),
        null,
        'text',
      ],
    ];

    expect(toSpecifications({ specifications })).toEqual([fact('closure'), fact('lining', 'Linen')]);
  });

  it('are at most 30', () => {
    const specifications = Array.from({ length: 40 }, (_, index) => fact(`key_${index}`));

    expect(toSpecifications({ specifications })).toEqual(specifications.slice(0, 30));
  });

  it.each([undefined, null, 'text', { closure: 'A strap' }])('are none for %j', (specifications) => {
    expect(toSpecifications({ specifications })).toEqual([]);
  });
});

describe('A barcode', () => {
  it.each([
    ['96385074', 'GTIN_8'],
    ['036000291452', 'GTIN_12'],
    ['4006381333931', 'GTIN_13'],
    ['09520000010010', 'GTIN_14'],
    ['4006381333932', 'OTHER'],
    ['AX-1001', 'OTHER'],
  ])('%s is of the kind %s', (value, type) => {
    expect(toBarcodes({ barcode: value })).toEqual([{ type, value }]);
  });

  it('is listed once', () => {
    const value = '4006381333931';

    expect(toBarcodes({ ean: value, upc: null, barcode: value })).toEqual([{ type: 'GTIN_13', value }]);
    expect(toBarcodes({ ean: '' })).toEqual([]);
  });
});

describe('Dimensions', () => {
  it('have the longer side of the footprint as their length', () => {
    expect(toDimensions({ length: 10, width: 30, height: 5 })).toEqual({
      length: 30,
      width: 10,
      height: 5,
      unit: 'MILLIMETRES',
    });
    expect(toDimensions({ length: 10, width: 30, height: null })?.height).toBeNull();
  });

  it('are unknown without a length and a width', () => {
    expect(toDimensions({ length: 10, width: null, height: 5 })).toBeNull();
    expect(toDimensions({ length: 0, width: 5, height: 5 })).toBeNull();
  });
});

describe('What search engines show', () => {
  const page = { title: 'Box', description: null, image: null };

  it('is what the editors wrote, and otherwise what the page has', () => {
    const seo = { title: 'A box', description: '', image: { url: 'b.webp', alt: 'Open' } };

    expect(toSeo({ seo }, { ...page, description: 'Oak.' })).toEqual({
      title: 'A box',
      description: 'Oak.',
      image: { ...unknown, url: 'b.webp', altText: 'Open' },
    });
    expect(toSeo(null, page)).toEqual(page);
  });

  it.each([
    ['word '.repeat(32), `${'word '.repeat(31)}word`],
    [`${'word '.repeat(31)}wording, and more`, `${'word '.repeat(30)}word…`],
    ['漆'.repeat(200), `${'漆'.repeat(159)}…`],
  ])('is cut after a word', (description, expected) => {
    const shown = toSeo(null, { ...page, description }).description ?? '';

    expect(shown).toBe(expected);
    expect([...shown].length).toBeLessThanOrEqual(160);
  });
});

describe('The content of a variant', () => {
  it.each([
    [
      { content: 260, per: 100, unit: 'GRAMS' },
      { value: 260, per: 100, unit: 'GRAMS' },
    ],
    [{ content: 0, per: 100, unit: 'GRAMS' }, null],
    [{ content: 2.5, per: 100, unit: 'GRAMS' }, null],
    [{ content: 260, per: 100, unit: 'OUNCES' }, null],
    [{}, null],
  ])('in %j is %j', (unit_price, expected) => {
    expect(toContent({ unit_price })).toEqual(expected);
  });
});
