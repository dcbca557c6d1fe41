import { describe, expect, it } from '@jest/globals';
import { languages } from '#kit/graph/languages/language.ts';
import { money } from '../money.ts';
import { currencyIn } from './names.ts';

describe('The digits of a currency', () => {
  it.each(Intl.supportedValuesOf('currency'))('are those of its amounts: %s', (code) => {
    const [, digits = ''] = money(1, code).amount.split('.');

    expect(languages.map((language) => currencyIn(code, language).fractionDigits)).toEqual(
      languages.map(() => digits.length),
    );
  });
});
