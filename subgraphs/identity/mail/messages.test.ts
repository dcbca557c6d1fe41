import { describe, expect, it } from '@jest/globals';
import { type Language, languages } from '#kit/graph/languages/language.ts';
import { orderMessage } from '../order-mail/messages.ts';
import { mailedOrder } from '../order-mail/order.fixture.ts';
import { createStorefront } from '../storefront.ts';
import type { MailMessage } from './layout.ts';
import { createMailMessages } from './messages.ts';
import type { OrderMail } from './outbox.ts';

const brand = 'AXIOM <&> "Brand"';
const inLanguage = createMailMessages({ brand, storefront: createStorefront('https://shop.example/') });
const messages = inLanguage('EN');
const unsubscribe = {
  url: 'https://shop.example/account/unsubscribe#token=off',
  oneClickUrl: 'https://graph.example/account/unsubscribe?token=off',
};
const hostile = '<img src=x onerror="alert(1)"> & \'more\'';
const at = '2026-11-27T04:05:06Z';
const order = mailedOrder('EUR');
order.lines[0] = { ...order.lines[0], title: hostile } as (typeof order.lines)[number];
const orderMail = (kind: OrderMail['kind'], subjectId: string | null = null): [string, MailMessage] => [
  kind,
  orderMessage(
    kind,
    { order, url: 'https://shop.example/account/order', subjectId, carrier: 'ups' },
    brand,
  ) as MailMessage,
];
/** Every message in a language, with what it is about. */
const messagesIn = (language: Language): [string, MailMessage][] => {
  const messages = inLanguage(language);
  return [
    ['sign-up', messages.signUp('tok_en-1')],
    ['sign-up with a known address', messages.signUpKnown()],
    ['address verification', messages.verify('tok_en-1')],
    ['password reset', messages.reset('tok_en-1')],
    ['password reset for an unknown address', messages.resetUnknown()],
    ['new device', messages.notice('NEW_DEVICE', { at, device: hostile, country: 'FR' }, 'CUSTOMER')],
    ['changed password', messages.notice('PASSWORD_CHANGED', { at }, 'CUSTOMER')],
    ['added passkey', messages.notice('PASSKEY_ADDED', { at, device: 'Safari on iPhone' }, 'CUSTOMER')],
    ['removed passkey', messages.notice('PASSKEY_REMOVED', { at }, 'CUSTOMER')],
    ['new recovery codes', messages.notice('RECOVERY_CODES_MADE', { at }, 'CUSTOMER')],
    ['added passkey of a curator', messages.notice('PASSKEY_ADDED', { at }, 'CURATOR')],
    ['used recovery code', messages.notice('RECOVERY_CODE_USED', { at }, 'CUSTOMER')],
    ['deleted account', messages.accountDeleted()],
    ['exported data', messages.notice('DATA_EXPORTED', { at }, 'CUSTOMER')],
    ['request for a notice', messages.stockConfirm({ title: hostile, token: 'tok_en-1', unsubscribe })],
    ['variant that is back in stock', messages.stockBack({ title: hostile, handle: 'ember-tote', unsubscribe })],
    ['agreement to marketing', messages.marketingGranted(unsubscribe)],
    [
      'wishlist',
      messages.wishlist(
        [
          { kind: 'REDUCED', title: hostile, handle: 'ember-tote', priceBefore: 'EUR 2,950.00', price: 'EUR 2,500.00' },
          { kind: 'BACK_IN_STOCK', title: 'Belt', handle: 'belt', priceBefore: null, price: null },
        ],
        unsubscribe,
      ),
    ],
    [
      'disabled webhook endpoint',
      messages.endpointDisabled({
        email: 'a@b.example',
        partner: hostile,
        url: 'https://a.example/?b=<c>',
        reason: 'GONE',
        at,
      }),
    ],
  ];
};
const allMessages: [string, MailMessage][] = [
  orderMail('ORDER_CONFIRMED'),
  orderMail('ORDER_SHIPPED', 'ful_1'),
  orderMail('ORDER_PICKUP_READY', 'ful_1'),
  orderMail('ORDER_PICKED_UP', 'ful_1'),
  orderMail('ORDER_CANCELED'),
  orderMail('ORDER_RETURN_ACCEPTED', 'return_1'),
  orderMail('ORDER_REFUNDED', 'ref_1'),
  ...languages.flatMap((language) =>
    messagesIn(language).map(([name, message]): [string, MailMessage] => [`${name} in ${language}`, message]),
  ),
];

describe('A mail message', () => {
  it.each(allMessages)('about %s has a subject of one line and the same text and HTML', (_, message) => {
    const seen = message.html
      .replace(/<title>.*?<\/title>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');

    expect(message.subject).toMatch(/^[^\r\n]{8,150}$/);
    for (const paragraph of message.text.split('\n\n').filter((text) => !/https:\/\/|^-- /.test(text))) {
      expect(seen).toContain(paragraph.replace(/\s+/g, ' ').trim());
    }
  });

  it.each(allMessages)('about %s escapes markup in its values and loads no external content', (_, { html }) => {
    const tags = [...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag);

    expect(
      tags.filter((tag) => !/^(html|head|meta|title|body|div|p|a|hr|br|h2|table|tr|th|td|span)$/.test(tag as string)),
    ).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=|<[^>]*(src|url\()/i);
  });

  it('links to the storefront, with the token in the fragment, which is never sent to servers', () => {
    expect(messages.signUp('tok_en-1').text).toContain('https://shop.example/account/verify#token=tok_en-1\n');
    expect(messages.reset('tok_en-1').html).toContain('href="https://shop.example/account/reset#token=tok_en-1"');
    expect(messages.resetUnknown().text).not.toContain('https://');
  });

  it('that its reader asked for has a link that turns it off, and the address for mail programs', () => {
    const optional = messagesIn('EN').filter(([, { oneClickUrl }]) => oneClickUrl !== undefined);

    expect(optional.map(([name]) => name)).toEqual([
      'request for a notice',
      'variant that is back in stock',
      'agreement to marketing',
      'wishlist',
    ]);
    for (const [, message] of optional) {
      expect(message.oneClickUrl).toBe(unsubscribe.oneClickUrl);
      expect(message.text).toContain(`Unsubscribe:\n${unsubscribe.url}\n`);
      expect(message.html).toContain(`href="${unsubscribe.url}"`);
    }
  });

  it('about a wishlist says what each item costs now and before', () => {
    const reduced = {
      kind: 'REDUCED',
      title: 'Tote',
      handle: 'tote',
      priceBefore: 'JPY 5,000',
      price: 'JPY 4,000',
    } as const;
    const back = {
      kind: 'BACK_IN_STOCK',
      title: 'Belt',
      handle: 'belt',
      priceBefore: null,
      price: 'EUR 1.00',
    } as const;

    expect(messages.wishlist([reduced], unsubscribe).subject).toBe('Reduced: Tote, JPY 4,000 instead of JPY 5,000');
    expect(messages.wishlist([back], unsubscribe).subject).toBe('Back in stock: Belt, EUR 1.00');
    expect(messages.wishlist([reduced, back], unsubscribe).text).toContain(
      'Back in stock: Belt, EUR 1.00\nhttps://shop.example/products/belt',
    );
  });

  it('reports when and from where the account was changed', () => {
    const from = { at, device: 'Safari on iPhone', country: 'FR' };
    const textIn = (language: Language) => inLanguage(language).notice('NEW_DEVICE', from, 'CUSTOMER').text;

    expect(textIn('EN')).toContain('It happened at 27 November 2026 at 04:05 UTC, from Safari on iPhone, France.');
    expect(textIn('FR')).toContain('C’était le 27 novembre 2026 à 04:05 UTC, depuis Safari on iPhone, France.');
    expect(textIn('IT')).toContain('Data e ora: 27 novembre 2026 alle ore 04:05 UTC. Da: Safari on iPhone, Francia.');
    expect(textIn('JA')).toContain('日時：2026年11月27日 4:05 UTC。端末・場所：Safari on iPhone, フランス。');
  });

  it('says in which language it is, for screen readers and translation, and offers to turn it off in that language', () => {
    const marketing = (language: Language) => inLanguage(language).marketingGranted(unsubscribe);

    for (const language of languages) {
      expect(marketing(language).html).toContain(`<html lang="${language.toLowerCase()}">`);
    }
    expect(marketing('FR').text).toContain(`Se désinscrire:\n${unsubscribe.url}`);
    expect(marketing('JA').text).toContain(`配信を停止する:\n${unsubscribe.url}`);
  });

  it('has other texts in each language', () => {
    const subjectsOf = (language: Language) => messagesIn(language).map(([, { subject }]) => subject);
    const [english = [], ...others] = languages.map(subjectsOf);

    // The notice to partners is in English.
    for (const subjects of others) {
      expect(subjects.filter((subject) => english.includes(subject))).toEqual([english.at(-1)]);
    }
  });
});
