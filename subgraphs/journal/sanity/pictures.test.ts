import { describe, expect, it } from '@jest/globals';
import { renditionOf } from '#kit/graph/pictures/renditions.ts';
import { pictureOf, urlOf } from './pictures.ts';

const stored = { url: 'https://cdn.example/images/p/d/a-1280x800.webp', altText: 'A plate', width: 1280, height: 800 };
const read = { ...stored, thumbhash: null, focalPoint: null };
const crop = { _type: 'sanity.imageCrop', top: 0.25, bottom: 0.25, left: 0.1, right: 0.4 };
const hotspot = { _type: 'sanity.imageHotspot', x: 0.3, y: 0.5, width: 0.2, height: 0.2 };

describe('A picture', () => {
  it('has the crop in its URL, and the size of the cropped picture', () => {
    expect(pictureOf({ ...stored, crop })).toEqual({
      url: `${stored.url}?rect=128,200,640,400`,
      altText: 'A plate',
      ...{ width: 640, height: 400, thumbhash: null, focalPoint: null },
    });
  });

  it('has the hotspot in its URL, as fractions of the cropped picture', () => {
    expect(pictureOf({ ...stored, crop, hotspot })?.url).toBe(
      `${stored.url}?rect=128,200,640,400&crop=focalpoint&fp-x=0.4&fp-y=0.5`,
    );
    expect(pictureOf({ ...stored, hotspot })).toEqual({
      ...read,
      url: `${stored.url}?crop=focalpoint&fp-x=0.3&fp-y=0.5`,
      focalPoint: { x: 0.3, y: 0.5 },
    });
    expect(pictureOf({ ...stored, crop, hotspot })?.focalPoint).toEqual({ x: 0.4, y: 0.5 });
    expect(pictureOf({ ...stored, crop, hotspot: { ...hotspot, x: 0 } })?.url).toContain('fp-x=0&');
  });

  it.each([
    ['removes nothing', { ...crop, top: 0, bottom: 0, left: 0, right: 0 }],
    ['removes everything', { ...crop, left: 0.6 }],
    ['is outside the picture', { ...crop, top: -0.1 }],
    ['is not a number', { ...crop, top: '0.25' }],
    ['is incomplete', { top: 0.25 }],
    ['is null', null],
  ])('is not cropped if the crop %s', (_, odd) => {
    expect(pictureOf({ ...stored, crop: odd })).toEqual(read);
  });

  it('is not cropped if its size is unknown or it is a vector graphic', () => {
    const svg = stored.url.replace('webp', 'svg');

    expect(pictureOf({ ...stored, width: null, crop })).toEqual({ ...read, width: null });
    expect(pictureOf({ ...stored, url: svg, crop, hotspot })).toEqual({ ...read, url: svg });
  });

  it.each([null, undefined, 'x', {}, { ...stored, url: null }, { ...stored, url: 'javascript:alert(1)' }])(
    'is null without a valid URL: %j',
    (value) => {
      expect(pictureOf(value)).toBeNull();
    },
  );

  it.each([0, -1, 1.5, 2 ** 31, 'x'])('has no width if that is %j', (width) => {
    expect(pictureOf({ ...stored, width, crop })).toEqual({ ...read, width: null });
  });

  it('has no alternative text if that is not a string', () => {
    expect(pictureOf({ ...stored, altText: 5 })).toEqual({ ...read, altText: null });
  });

  it.each([[5], ['not Base64!'], ['AAAA'], ['A'.repeat(52)]])('has no placeholder if that is %j', (thumbhash) => {
    expect(pictureOf({ ...stored, thumbhash })).toEqual(read);
    expect(pictureOf({ ...stored, thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI' })?.thumbhash).toBe(
      '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    );
  });
});

describe('The URL of a version of a picture', () => {
  const picture = pictureOf({ ...stored, crop, hotspot });
  const versionOf = (args: Parameters<typeof renditionOf>[0], of = picture) => {
    const url = urlOf(of as NonNullable<typeof picture>, renditionOf(args));
    return url.slice(url.indexOf('?') + 1);
  };
  const framing = 'rect=128,200,640,400&crop=focalpoint&fp-x=0.4&fp-y=0.5';

  it('has the parameters of Sanity after those of the editors', () => {
    expect(versionOf({})).toBe(framing);
    expect(versionOf({ width: 390 })).toBe(`${framing}&w=400&fit=max&auto=format`);
    expect(versionOf({ width: 200, height: 100, fit: 'COVER', format: 'WEBP', quality: 71 })).toBe(
      `${framing}&w=200&h=100&fit=crop&fm=webp&q=80`,
    );
    expect(versionOf({ format: 'JPEG' })).toBe(`${framing}&fm=jpg`);
    expect(versionOf({ height: 100, format: 'AVIF' })).toBe(`${framing}&h=100&fit=max&auto=format`);
  });

  it('never requests more pixels than the picture has', () => {
    expect(versionOf({ width: 1280, height: 1280, fit: 'COVER' })).toContain('&w=400&h=400&fit=crop');
  });

  it('is the original of a vector graphic', () => {
    const svg = { ...read, url: stored.url.replace('webp', 'svg') };

    expect(urlOf(svg, renditionOf({ width: 100 }))).toBe(svg.url);
  });
});
