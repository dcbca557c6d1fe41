import { describe, expect, it } from '@jest/globals';
import { languages } from '#kit/graph/languages/language.ts';
import { paymentMethodName, taxName } from './names.ts';

describe('The name of a tax', () => {
  it('is in the language, and stays as it is where an operator has named it otherwise', () => {
    expect(languages.map((language) => taxName('VAT', language))).toEqual(['VAT', 'TVA', '付加価値税', 'IVA']);
    expect(languages.map((language) => taxName('toString', language))).toEqual(Array(4).fill('toString'));
  });
});

describe('The name of a payment method', () => {
  it('is in the language, and that of a brand is the same in all', () => {
    expect(languages.map((language) => paymentMethodName('card', 'Card', language))).toEqual([
      ...['Card', 'Carte bancaire', 'カード', 'Carta'],
    ]);
    expect(paymentMethodName('klarna', 'Klarna', 'FR')).toBe('Klarna');
  });
});
