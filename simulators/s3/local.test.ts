import { describe, expect, it } from '@jest/globals';
import { originMatcher } from '#kit/process/http/origins.ts';
import { corsOrigins } from './local.ts';

const admitted = (env: Record<string, string>, origins: string[]) => origins.filter(originMatcher(corsOrigins(env)));
const pages = ['http://localhost:4000', 'http://localhost:3000', 'http://[::1]:5173', 'https://shop.example'];

describe('The pages that may use the local S3', () => {
  it('are all of this machine while only this machine reaches the house', () => {
    expect(admitted({}, pages)).toEqual(pages.slice(0, 3));
    expect(admitted({ S3_CORS_ORIGINS: 'https://shop.example' }, pages)).toEqual(pages);
  });

  it("are the gateway's own, or those named, where others reach it", () => {
    expect(admitted({ HOST: '0.0.0.0' }, pages)).toEqual(['http://localhost:4000']);
    expect(admitted({ HOST: '0.0.0.0', S3_CORS_ORIGINS: 'https://shop.example' }, pages)).toEqual([
      'https://shop.example',
    ]);
  });
});
