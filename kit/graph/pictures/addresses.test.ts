import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOriginal, openPictureAddresses, type PictureAddress, parsePictureAddress } from './addresses.ts';
import { stepOf } from './renditions.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
const { sign, verify } = openPictureAddresses([first]);
const cover: PictureAddress = {
  ...{ key: 'pictures/a1.webp', width: 560, height: 720, fit: 'COVER', format: 'AUTO', quality: 60 },
  focalPoint: { x: 0.5, y: 0.35 },
};

const side = fc.integer({ min: 1, max: 2560 }).map((value) => stepOf(value) as number);
const hundredth = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
const anyAddress: fc.Arbitrary<PictureAddress> = fc
  .record({
    key: fc
      .stringMatching(/^[a-z0-9][\w.-]{0,9}(\/[a-z0-9][\w.-]{0,9}){0,3}$/)
      .filter((key) => !key.startsWith('derived/')),
    width: fc.option(side),
    height: fc.option(side),
    fit: fc.constantFrom('CONTAIN', 'COVER'),
    format: fc.constantFrom('AUTO', 'AVIF', 'WEBP', 'JPEG', 'PNG'),
    quality: fc.option(fc.integer({ min: 1, max: 10 }).map((value) => value * 10)),
    focalPoint: fc.option(fc.record({ x: hundredth, y: hundredth })),
  })
  .map((address) => {
    const isCut = address.fit === 'COVER' && address.width !== null && address.height !== null;
    return { ...address, fit: isCut ? 'COVER' : 'CONTAIN', focalPoint: isCut ? address.focalPoint : null };
  });

describe('The address of a version', () => {
  it('has the parameters in one order, and a signature', () => {
    expect(sign(cover)).toMatch(
      /^\/images\/pictures\/a1\.webp\?w=560&h=720&fit=cover&fp=0\.5,0\.35&format=auto&q=60&s=[\w-]{22}$/,
    );
    expect(sign({ ...cover, width: null, height: null, fit: 'CONTAIN', quality: null, focalPoint: null })).toMatch(
      /^\/images\/pictures\/a1\.webp\?fit=contain&format=auto&s=/,
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parsePictureAddress(sign(address))).toEqual(address);
        expect(verify(sign(address))).toBe(true);
      }),
    );
  });

  it('is valid with each of the keys, and signed with the first', () => {
    const both = openPictureAddresses([second, first]);

    expect(both.verify(sign(cover))).toBe(true);
    expect(verify(both.sign(cover))).toBe(false);
  });

  it.each([
    ['another width', (path: string) => path.replace('w=560', 'w=580')],
    ['another key', (path: string) => path.replace('a1', 'a2')],
    ['another signature', (path: string) => path.replace(/s=./, (text) => (text === 's=A' ? 's=B' : 's=A'))],
    ['no signature', (path: string) => path.replace(/&s=.*/, '')],
    ['an empty signature', (path: string) => path.replace(/&s=.*/, '&s=')],
    ['half a signature', (path: string) => path.slice(0, -11)],
    ['a longer signature', (path: string) => `${path}A`],
  ])('is not valid with %s', (_, change) => {
    expect(verify(change(sign(cover)))).toBe(false);
  });

  it.each([
    ['a repeated parameter', (path: string) => path.replace('w=560', 'w=560&w=580')],
    ['an unknown parameter', (path: string) => path.replace('&s=', '&x=1&s=')],
    ['a parameter after the signature', (path: string) => `${path}&w=580`],
    ['another order', (path: string) => path.replace('w=560&h=720', 'h=720&w=560')],
    ['an escaped character', (path: string) => path.replace('a1', '%611')],
    ['an escaped slash', (path: string) => path.replace('pictures/', 'pictures%2F')],
    ['an empty segment', (path: string) => path.replace('pictures/', 'pictures//')],
    ['a step up', (path: string) => path.replace('pictures/', 'pictures/../')],
    ['an escaped step up', (path: string) => path.replace('pictures/', '%2e%2e/%2e%2e/')],
    ['a width between two steps', (path: string) => path.replace('w=560', 'w=561')],
    ['a huge width', (path: string) => path.replace('w=560', 'w=100000')],
    ['a negative width', (path: string) => path.replace('w=560', 'w=-560')],
    ['a width with an exponent', (path: string) => path.replace('w=560', 'w=56e1')],
    ['a width with a leading zero', (path: string) => path.replace('w=560', 'w=0560')],
    ['no width, to cover', (path: string) => path.replace('w=560&', '')],
    ['a focal point outside', (path: string) => path.replace('fp=0.5', 'fp=1.5')],
    ['half a focal point', (path: string) => path.replace('fp=0.5,0.35', 'fp=0.5')],
    ['another fit', (path: string) => path.replace('fit=cover', 'fit=fill')],
    ['a fit in capitals', (path: string) => path.replace('fit=cover', 'fit=COVER')],
    ['another format', (path: string) => path.replace('format=auto', 'format=svg')],
    ['a quality between two steps', (path: string) => path.replace('q=60', 'q=61')],
    ['a version as the original', (path: string) => path.replace('pictures/', 'derived/pictures/')],
    ['another path', (path: string) => path.replace('/images/', '/pictures/')],
    ['a fragment', (path: string) => path.replace('&s=', '#&s=')],
  ])('is not read with %s', (_, change) => {
    expect(parsePictureAddress(change(sign(cover)))).toBeUndefined();
  });

  it('can be made of keys in the bucket only', () => {
    const keys = [
      'a.webp',
      'a/b-c_d.JPG',
      '../a',
      '/a',
      'a/',
      'a//b',
      'a/.b',
      '.a',
      'a b',
      'ä',
      'a?b',
      'a%20b',
      '',
      'derived/a',
    ];

    expect(keys.filter(isOriginal)).toEqual(['a.webp', 'a/b-c_d.JPG']);
    expect(isOriginal('a'.repeat(201))).toBe(false);
  });

  it('cannot be made without a key', () => {
    expect(() => openPictureAddresses([])).toThrow('need a signing key');
  });
});
