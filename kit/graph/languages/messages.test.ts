import { describe, expect, it } from '@jest/globals';
import { type MessageTexts, type SameMessages, sayIn, writers } from './messages.ts';

const english = {
  closed: 'Closed.',
  left: ({ left }: { left: number }, { number, plural }) =>
    `${number(left)} ${plural(left, { one: 'piece', other: 'pieces' })}`,
} as const satisfies MessageTexts;
const french: SameMessages<typeof english> = {
  closed: 'Fermé.',
  left: ({ left }, { number, plural }) => `${number(left)} ${plural(left, { one: 'pièce', other: 'pièces' })}`,
};
const say = sayIn<typeof english>({ EN: english, FR: french, JA: english, IT: english });

describe('A message', () => {
  it('is written in the language that is asked for', () => {
    expect([say('closed', 'EN'), say('closed', 'FR')]).toEqual(['Closed.', 'Fermé.']);
  });

  it('has the plural form and the digits of its language', () => {
    // The narrow no-break space of French: CLDR groups thousands with it.
    expect([0, 1, 2, 1_200].map((left) => say(['left', { left }], 'FR'))).toEqual([
      '0 pièce',
      '1 pièce',
      '2 pièces',
      '1\u202f200 pièces',
    ]);
    expect([0, 1, 2, 1_200].map((left) => say(['left', { left }], 'EN'))).toEqual([
      '0 pieces',
      '1 piece',
      '2 pieces',
      '1,200 pieces',
    ]);
  });

  it('stays the same when it is stored as JSON', () => {
    expect(say(JSON.parse(JSON.stringify(['left', { left: 1 }])), 'FR')).toBe('1 pièce');
  });
});

describe('Values in messages', () => {
  const spaceless = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

  it('are amounts with the symbol and the decimals of their currency', () => {
    const euro = { amount: '1234.5', currencyCode: 'EUR' };
    const yen = { amount: '12000', currencyCode: 'JPY' };

    expect(Object.values(writers).map(({ money }) => [spaceless(money(euro)), spaceless(money(yen))])).toEqual([
      ['€1,234.50', '¥12,000'],
      ['1 234,50 €', '12 000 JPY'],
      ['€1,234.50', '¥12,000'],
      ['1234,50 €', '12.000 JPY'],
    ]);
  });

  it('are amounts with the decimals of ISO 4217 in every form, and with no space at which a line breaks', () => {
    const forint = { amount: '12345.50', currencyCode: 'HUF' };
    const { money, price, amount } = writers.FR;

    expect([money(forint), price(forint), amount(forint)].map(spaceless)).toEqual([
      ...['12 345,50 HUF', '12 345,50 HUF', '12 345,50'],
    ]);
    expect([price(forint), amount(forint)]).toEqual(['12\u00a0345,50\u00a0HUF', '12\u00a0345,50']);
  });

  it('are exact, however large an amount is', () => {
    expect(writers.EN.money({ amount: '9007199254740993.01', currencyCode: 'USD' })).toBe('$9,007,199,254,740,993.01');
  });

  it('are names of countries, and the code where there is no such country', () => {
    expect(Object.values(writers).map(({ country }) => country('US'))).toEqual([
      'United States',
      'États-Unis',
      'アメリカ合衆国',
      'Stati Uniti',
    ]);
    expect([writers.EN.country('ZX'), writers.EN.country(''), writers.FR.country('*')]).toEqual(['ZX', '', '*']);
  });

  it('are lists with the conjunction of the language', () => {
    expect(Object.values(writers).map(({ list }) => list(['1', '2']))).toEqual(['1 and 2', '1 et 2', '1、2', '1 e 2']);
  });
});
