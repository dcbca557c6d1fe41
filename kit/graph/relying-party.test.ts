import { describe, expect, it } from '@jest/globals';
import { relyingPartyOrigins } from './relying-party.ts';

const app = `android:apk-key-hash:${Buffer.alloc(32, 7).toString('base64url')}`;

describe('The origins of passkeys', () => {
  it('are those of web pages and Android apps', () => {
    expect(relyingPartyOrigins.parse(undefined)).toEqual(['http://localhost:4000']);
    expect(relyingPartyOrigins.parse(`https://axiom.example, ${app}`)).toEqual(['https://axiom.example', app]);
  });

  it.each([
    '',
    'axiom.example',
    'https://axiom.example/',
    'https://axiom.example/path',
    'ftp://axiom.example',
    'https://axiom.example,',
    'android:apk-key-hash:',
    'android:apk-key-hash:AA:BB',
    'android:apk-key-hash-sha256:abc',
    `${app}=`,
    app.slice(0, -1),
    `${app.slice(0, -1)}d`,
    app.toUpperCase(),
    'ios:bundle-id:example.axiom',
  ])('are not %j', (list) => {
    expect(relyingPartyOrigins.safeParse(list).success).toBe(false);
  });
});
