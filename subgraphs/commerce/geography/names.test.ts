import { describe, expect, it } from '@jest/globals';
import { languages } from '#kit/graph/languages/language.ts';
import { money } from '../money.ts';
import { currencyIn } from './names.ts';

describe('A currency', () => {
  it('is named once in each language', () => {
    expect(currencyIn('EUR', 'FR')).toBe(currencyIn('EUR', 'FR'));
    expect([currencyIn('JPY', 'FR').name, currencyIn('JPY', 'JA').name]).toEqual(['yen japonais', '日本円']);
  });
});

describe('The digits of a currency', () => {
  it.each(Intl.supportedValuesOf('currency'))('are those of its amounts: %s', (code) => {
    const [, digits = ''] = money(1, code).amount.split('.');

    expect(languages.map((language) => currencyIn(code, language).fractionDigits)).toEqual(
      languages.map(() => digits.length),
    );
  });
});

describe('The symbol of the yen', () => {
  it('is the one of Latin figures in every language', () => {
    expect(new Set(languages.map((language) => currencyIn('JPY', language).symbol))).toEqual(new Set(['¥']));
  });
});
