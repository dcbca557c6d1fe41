import { describe, expect, it } from '@jest/globals';
import type { Letter } from './layout.ts';
import { lettersOf } from './messages.ts';

const house = 'AXIOM <&> "House"';
const letters = lettersOf({ house, storefrontUrl: 'https://shop.example/' });
const hostile = '<img src=x onerror="alert(1)"> & \'more\'';
const at = '2026-11-27T04:05:06Z';
const everyLetter: [string, Letter][] = [
  ['a sign-up', letters.signUp('tok_en-1')],
  ['a sign-up with an address that is known', letters.signUpKnown()],
  ['a proof of an address', letters.verify('tok_en-1')],
  ['a reset', letters.reset('tok_en-1')],
  ['a reset for nobody', letters.resetUnknown()],
  ['a new device', letters.notice('NEW_DEVICE', { at, device: hostile, country: 'FR' }, 'CUSTOMER')],
  ['a password', letters.notice('PASSWORD_CHANGED', { at }, 'CUSTOMER')],
  ['a passkey', letters.notice('PASSKEY_ADDED', { at, device: 'Safari on iPhone' }, 'CUSTOMER')],
  ['a passkey that is gone', letters.notice('PASSKEY_REMOVED', { at }, 'CUSTOMER')],
  ['new codes', letters.notice('RECOVERY_CODES_MADE', { at }, 'CUSTOMER')],
  ['a passkey of a curator', letters.notice('PASSKEY_ADDED', { at }, 'CURATOR')],
  ['a code', letters.notice('RECOVERY_CODE_USED', { at }, 'CUSTOMER')],
  [
    'an endpoint',
    letters.endpointOff({
      email: 'a@b.example',
      partner: hostile,
      url: 'https://a.example/?b=<c>',
      reason: 'GONE',
      at,
    }),
  ],
];

describe('A letter', () => {
  it.each(everyLetter)('about %s has a subject of one line, and says the same as text and as HTML', (_, letter) => {
    const seen = letter.html
      .replace(/<title>.*?<\/title>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');

    expect(letter.subject).toMatch(/^[^\r\n]{10,150}$/);
    for (const paragraph of letter.text.split('\n\n').filter((text) => !/https:\/\/shop|^-- /.test(text))) {
      expect(seen).toContain(paragraph.replace(/\s+/g, ' ').trim());
    }
  });

  it.each(everyLetter)('about %s holds no markup that is not its own, and loads nothing', (_, { html }) => {
    const tags = [...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag);

    expect(tags.filter((tag) => !/^(html|head|meta|title|body|div|p|a|hr|br)$/.test(tag as string))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=|<[^>]*(src|url\()/i);
  });

  it('leads to the storefront, with the token where no server sees it', () => {
    expect(letters.signUp('tok_en-1').text).toContain('https://shop.example/account/verify#token=tok_en-1\n');
    expect(letters.reset('tok_en-1').html).toContain('href="https://shop.example/account/reset#token=tok_en-1"');
    expect(letters.resetUnknown().text).not.toContain('https://');
  });

  it('says when and from where something happened', () => {
    const { text } = letters.notice('NEW_DEVICE', { at, device: 'Safari on iPhone', country: 'FR' }, 'CUSTOMER');

    expect(text).toContain('It happened at 27 November 2026 at 04:05 UTC, from Safari on iPhone, FR.');
  });
});
