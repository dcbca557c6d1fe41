import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, readTarget } from './public-address.ts';

describe('An address', () => {
  it.each(['1.1.1.1', '93.184.216.34', '203.0.114.1', '2606:4700::1111', '2a00:1450:4001::200e', '::ffff:8.8.8.8'])(
    'such as %s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254', '172.16.0.1', '192.168.1.1'],
    ...['192.0.0.8', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1'],
    ...[
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '2001:db8::1',
      '2002:7f00:1::',
    ],
    ...[
      '2001:0:4136:e378:8000:63bf:3fff:fdd2',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
    ],
    ...['::127.0.0.1', '100::1', 'axiom.example', '127.1', ''],
  ])('such as %s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('A target', () => {
  it.each(['https://hooks.partner.example/axiom?tenant=1', 'https://partner.example:8443/', 'https://93.184.216.34/'])(
    'can be %s',
    (text) => {
      expect(readTarget(text)?.href).toBe(text);
    },
  );

  it.each([
    ...[
      'http://partner.example/',
      'ftp://partner.example/',
      'https://me:secret@partner.example/',
      'partner.example',
      '',
    ],
    ...['https://partner.example/#part', 'https://localhost/', 'https://intranet/', 'https://printer.local/'],
    ...['https://localhost./', 'https://intranet./', 'https://localhost.localdomain/', 'https://shop.localhost./'],
    ...['https://metadata.google.internal/', 'https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/'],
    ...['https://2130706433/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest'],
    `https://partner.example/${'a'.repeat(2_000)}`,
  ])('cannot be %s', (text) => {
    expect(readTarget(text)).toBeUndefined();
  });

  it('can be anywhere where its host and port are listed, and nowhere else on that host', () => {
    const exempt = ['localhost:8080', '[::1]:8080'];

    expect(readTarget('http://localhost:8080/hook', exempt)?.href).toBe('http://localhost:8080/hook');
    expect(readTarget('https://[::1]:8080/hook', exempt)?.href).toBe('https://[::1]:8080/hook');
    expect(readTarget('http://localhost:8081/hook', exempt)).toBeUndefined();
    expect(readTarget('file://localhost:8080/etc/passwd', exempt)).toBeUndefined();
  });
});
