import { describe, expect, it } from '@jest/globals';
import { pictureOf } from './pictures.ts';

const stored = { url: 'https://cdn.example/images/p/d/a-1280x800.webp', altText: 'A plate', width: 1280, height: 800 };
const crop = { _type: 'sanity.imageCrop', top: 0.25, bottom: 0.25, left: 0.1, right: 0.4 };
const hotspot = { _type: 'sanity.imageHotspot', x: 0.3, y: 0.5, width: 0.2, height: 0.2 };

describe('A picture', () => {
  it('has the crop in its URL, and the size of the cropped picture', () => {
    expect(pictureOf({ ...stored, crop })).toEqual({
      url: `${stored.url}?rect=128,200,640,400`,
      altText: 'A plate',
      width: 640,
      height: 400,
    });
  });

  it('has the hotspot in its URL, as fractions of the cropped picture', () => {
    expect(pictureOf({ ...stored, crop, hotspot })?.url).toBe(
      `${stored.url}?rect=128,200,640,400&crop=focalpoint&fp-x=0.4&fp-y=0.5`,
    );
    expect(pictureOf({ ...stored, hotspot })).toEqual({
      ...stored,
      url: `${stored.url}?crop=focalpoint&fp-x=0.3&fp-y=0.5`,
    });
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
    expect(pictureOf({ ...stored, crop: odd })).toEqual(stored);
  });

  it('is not cropped if its size is unknown or it is a vector graphic', () => {
    const svg = stored.url.replace('webp', 'svg');

    expect(pictureOf({ ...stored, width: null, crop })).toEqual({ ...stored, width: null });
    expect(pictureOf({ ...stored, url: svg, crop, hotspot })).toEqual({ ...stored, url: svg });
  });

  it.each([null, undefined, 'x', {}, { ...stored, url: null }, { ...stored, url: 'javascript:alert(1)' }])(
    'is null without a valid URL: %j',
    (value) => {
      expect(pictureOf(value)).toBeNull();
    },
  );

  it.each([0, -1, 1.5, 2 ** 31, 'x'])('has no width if that is %j', (width) => {
    expect(pictureOf({ ...stored, width, crop })).toEqual({ ...stored, width: null });
  });

  it('has no alternative text if that is not a string', () => {
    expect(pictureOf({ ...stored, altText: 5 })).toEqual({ ...stored, altText: null });
  });
});
