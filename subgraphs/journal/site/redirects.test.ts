import { describe, expect, it } from '@jest/globals';
import { followed, pathOf, spellingsOf } from './redirects.ts';
import type { Redirect, RedirectStatus } from './site.ts';

const redirect = (path: string, destination: string, statusCode: RedirectStatus = 301): Redirect => ({
  ...{ id: path, path, destination, statusCode },
});

const lead = (...all: Redirect[]) => {
  const byPath = new Map(all.map((one) => [one.path, one]));
  const end = followed(all[0] as Redirect, (path) => byPath.get(path));
  return end && [end.path, end.destination, end.statusCode];
};

describe('A path', () => {
  it.each([
    ['/stories', '/stories'],
    ['/stories/?page=2#top', '/stories'],
    ['/', '/'],
    ['/caf%C3%A9', '/café'],
    ['/cafe\u0301', '/café'],
    ['/100%', '/100%'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%28b%29', '/a(b)'],
  ])('%s is compared as %s', (text, path) => {
    expect(pathOf(text)).toBe(path);
  });

  it.each([
    '',
    'stories',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a b',
    '/%0a',
    '/\ud800',
    '/a\udc00b',
  ])('is not %j', (text) => {
    expect(pathOf(text)).toBeNull();
  });
});

describe('The spellings of a path', () => {
  it.each([
    '/stories',
    '/stories/',
    '/caf%C3%A9',
    '/caf%c3%a9/',
    '/cafe\u0301',
    '/café',
    '/100%25',
    '/a%2Fcaf%C3%A9',
    '/a%2fb',
    '/café%2fb',
    '/a%28b%29/',
    '/don%27t',
    '/',
  ])('have %s, as editors may write it', (text) => {
    expect(spellingsOf(pathOf(text) as string)).toContain(text);
  });

  it('have none with a query, because redirects do not depend on it', () => {
    expect(spellingsOf(pathOf('/old?x=1') as string)).not.toContain('/old?x=1');
  });
});

describe('A redirect', () => {
  it('leads to the end of a chain at once', () => {
    expect(lead(redirect('/a', '/b/?x=1'), redirect('/b', '/c'), redirect('/c', 'https://axiom.example/d'))).toEqual([
      '/a',
      'https://axiom.example/d',
      301,
    ]);
  });

  it.each<[RedirectStatus, RedirectStatus, RedirectStatus]>([
    [301, 301, 301],
    [301, 302, 302],
    [308, 301, 308],
    [307, 301, 307],
    [308, 302, 307],
  ])('with the status %d to one with %d has the status %d', (one, other, both) => {
    expect(lead(redirect('/a', '/b', one), redirect('/b', '/c', other))?.[2]).toBe(both);
  });

  it('that leads back to its way is refused', () => {
    expect(lead(redirect('/a', '/a/'))).toBeNull();
    expect(lead(redirect('/a', '/b'), redirect('/b', '/A#x'), redirect('/A', '/b'))).toBeNull();
  });

  it('over more than ten steps is refused', () => {
    const chain = (length: number) => Array.from({ length }, (_, n) => redirect(`/${n}`, `/${n + 1}`));

    expect(lead(...chain(10))?.[1]).toBe('/10');
    expect(lead(...chain(11))).toBeNull();
  });
});
