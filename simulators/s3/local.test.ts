import { describe, expect, it } from '@jest/globals';
import { originMatcher } from '#kit/process/http/origins.ts';
import { corsOrigins } from './local.ts';

const allowed = (env: Record<string, string>, origins: string[]) => origins.filter(originMatcher(corsOrigins(env)));
const pages = ['http://localhost:4000', 'http://localhost:3000', 'http://[::1]:5173', 'https://shop.example'];

describe('The allowed origins of the S3 simulator', () => {
  it('are all origins of this machine while the installation listens on loopback', () => {
    expect(allowed({}, pages)).toEqual(pages.slice(0, 3));
    expect(allowed({ S3_CORS_ORIGINS: 'https://shop.example' }, pages)).toEqual(pages);
  });

  it("are the gateway's origin or the configured ones when other machines reach the installation", () => {
    expect(allowed({ HOST: '0.0.0.0' }, pages)).toEqual(['http://localhost:4000']);
    expect(allowed({ HOST: '0.0.0.0', S3_CORS_ORIGINS: 'https://shop.example' }, pages)).toEqual([
      'https://shop.example',
    ]);
  });
});
