import { describe, expect, it } from '@jest/globals';
import { readEmail } from './email.ts';

describe('An e-mail address', () => {
  it.each([
    ['ada@axiom.example', 'ada@axiom.example'],
    [' Ada.Lovelace@AXIOM.example\n', 'ada.lovelace@axiom.example'],
    ['ada+tag@axiom.example', 'ada+tag@axiom.example'],
    ["o'hara@axiom.example", "o'hara@axiom.example"],
    ['user%x@axiom.example', 'user%x@axiom.example'],
    ['user=x@axiom.example', 'user=x@axiom.example'],
    ['user&co@axiom.example', 'user&co@axiom.example'],
    ['a/b@axiom.example', 'a/b@axiom.example'],
    ["!#$%&'*+/=?^_`{|}~-@axiom.example", "!#$%&'*+/=?^_`{|}~-@axiom.example"],
    ['user@münchen.example', 'user@xn--mnchen-3ya.example'],
    ['user@MÜNCHEN.example', 'user@xn--mnchen-3ya.example'],
    ['user@mu\u0308nchen.example', 'user@xn--mnchen-3ya.example'],
    ['user@XN--mnchen-3ya.example', 'user@xn--mnchen-3ya.example'],
    ['user@例え。テスト', 'user@xn--r8jz45g.xn--zckzah'],
    [`${'l'.repeat(64)}@axiom.example`, `${'l'.repeat(64)}@axiom.example`],
    [addressOf(254), addressOf(254)],
  ])('is read from %j', (given, email) => {
    expect(readEmail(given)).toBe(email);
    expect(readEmail(email)).toBe(email);
  });

  it.each([
    '',
    '@',
    'ada',
    'ada@',
    '@axiom.example',
    'ada@localhost',
    'ada@axiom..example',
    'ada@.axiom.example',
    'ada@axiom.example.',
    'ada@-axiom.example',
    'ada@axiom-.example',
    'ada@axi_om.example',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@[127.0.0.1]',
    'ada@axiom.example:25',
    'ada@axiom.example/x',
    'ada@a\u00adb',
    'a b@axiom.example',
    '"a b"@axiom.example',
    'a@b@axiom.example',
    '.ada@axiom.example',
    'ada.@axiom.example',
    'a..b@axiom.example',
    'jörg@axiom.example',
    'ada@axiom.example\u0000',
    'ada\n@axiom.example',
    'ada\u200b@axiom.example',
    'Ada <ada@axiom.example>',
    `${'l'.repeat(65)}@axiom.example`,
    `ada@${'d'.repeat(64)}.example`,
    addressOf(255),
    `ada@${'ü'.repeat(100_000)}.example`,
  ])('is not %j', (given) => {
    expect(readEmail(given)).toBeUndefined();
  });
});

/** An address of so many characters. */
function addressOf(length: number): string {
  const start = `${'l'.repeat(60)}@${'d'.repeat(60)}.${'d'.repeat(60)}.`;
  return `${start}${'d'.repeat(Math.min(60, length - start.length - 8))}.${'e'.repeat(length - start.length - 1 - Math.min(60, length - start.length - 8))}`;
}
