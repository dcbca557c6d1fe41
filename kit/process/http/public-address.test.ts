import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, readTarget } from './public-address.ts';

describe('A public address', () => {
  it.each(['1.1.1.1', '93.184.216.34', '203.0.114.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
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
    ...['::ffff:8.8.8.8', '::7f00:1', '::8.8.8.8', '::ffff:0:8.8.8.8', '64:ff9b::808:808', '3fff::1', '2001:20::1'],
    ...[
      '2001:2::1',
      '2620:4f:8000::1',
      '3ffe::1',
      '4000::1',
      '5f00::1',
      'fec0::1',
      'fe80::1%eth0',
      '1::1',
      '2001:4:112::1',
    ],
    ...['192.31.196.1', '192.52.193.1', '192.175.48.1'],
    ...['::127.0.0.1', '100::1', 'axiom.example', '127.1', ''],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('The URL of a target', () => {
  it.each(['https://hooks.partner.example/axiom?tenant=1', 'https://partner.example/a:8443', 'https://93.184.216.34/'])(
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
    ...[
      'https://partner.example:8443/',
      'https://partner.example:80/',
      'https://93.184.216.34:22/',
      'https://router./',
    ],
    ...['https://[::7f00:1]/', 'https://[::127.0.0.1]:17000/', 'https://[64:ff9b::1.2.3.4]/', 'https://a..example/'],
    ...['https://localhost../', 'https://127.0.0.1./', 'https://LOCALHOST\u3002/', 'https://printer.local./'],
    ...['https://metadata.google.internal/', 'https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/'],
    ...['https://2130706433/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest'],
    `https://partner.example/${'a'.repeat(2_000)}`,
  ])('cannot be %s', (text) => {
    expect(readTarget(text)).toBeUndefined();
  });

  it.each([
    ['https://partner.example./hook', 'https://partner.example/hook'],
    ['https://partner.example:443/', 'https://partner.example/'],
  ])('is normalised: %s is %s', (text, href) => {
    expect(readTarget(text)?.href).toBe(href);
  });

  it('may have an allowed port, on the public Internet only', () => {
    const rules = { ports: [8443] };

    expect(readTarget('https://partner.example:8443/', rules)?.port).toBe('8443');
    expect(readTarget('https://partner.example:8444/', rules)).toBeUndefined();
    expect(readTarget('https://127.0.0.1:8443/', rules)).toBeUndefined();
    expect(readTarget('http://partner.example:8443/', rules)).toBeUndefined();
  });

  it('may be on any network when its host and port are listed', () => {
    const exempt = { exempt: ['localhost:8080', '[::1]:8080'] };

    expect(readTarget('http://localhost:8080/hook', exempt)?.href).toBe('http://localhost:8080/hook');
    expect(readTarget('https://[::1]:8080/hook', exempt)?.href).toBe('https://[::1]:8080/hook');
    expect(readTarget('http://localhost:8081/hook', exempt)).toBeUndefined();
    expect(readTarget('file://localhost:8080/etc/passwd', exempt)).toBeUndefined();
  });
});
