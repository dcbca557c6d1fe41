import { describe, expect, it } from '@jest/globals';
import { isLoopback, localOrigins, originMatcher, readList } from './origins.ts';

describe('A list of origins', () => {
  const admits = originMatcher(readList('https://shop.example, https://*.partner.example http://dev.example:*'));

  it.each([
    'https://shop.example',
    'https://a.partner.example',
    'https://a.b.partner.example',
    'http://dev.example',
    'http://dev.example:3000',
  ])('admits %s', (origin) => {
    expect(admits(origin)).toBe(true);
  });

  it.each([
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.example',
    'https://partner.example',
    'https://evilpartner.example',
    'https://a.partner.example.evil.example',
    'https://evil.example/.partner.example',
    'http://dev.example:3000.evil.example',
    'http://dev.example.evil.example:3000',
    'http://devxexample',
    'null',
    '*',
    '',
  ])('does not admit %j', (origin) => {
    expect(admits(origin)).toBe(false);
  });
});

describe('Pages of this machine', () => {
  const isLocal = originMatcher(localOrigins);

  it.each([
    'http://localhost',
    'http://localhost:3000',
    'https://localhost:3000',
    'http://shop.localhost:5173',
    'http://127.0.0.1:8080',
    'http://[::1]:3000',
  ])('have origins such as %s', (origin) => {
    expect(isLocal(origin)).toBe(true);
  });

  it.each([
    'http://localhost.evil.example',
    'http://evillocalhost:3000',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
  ])('do not have origins such as %s', (origin) => {
    expect(isLocal(origin)).toBe(false);
  });

  it('are the only ones that can reach a server on a loopback address', () => {
    expect(['127.0.0.1', '127.0.1.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.example', ''].map(isLoopback)).not.toContain(true);
  });
});
