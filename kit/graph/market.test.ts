import { describe, expect, it } from '@jest/globals';
import { readMarket } from './market.ts';

const read = (headers: Record<string, string>) => readMarket((name) => headers[name]);

describe('The market of a request', () => {
  it('is read from its headers, in any case', () => {
    expect(read({ 'x-axiom-country': ' jp ', 'x-axiom-currency': 'jpy' })).toEqual({ country: 'JP', currency: 'JPY' });
  });

  it('is left to the store when headers are missing or empty', () => {
    expect(read({})).toEqual({});
    expect(read({ 'x-axiom-country': '' })).toEqual({});
  });

  it.each([
    ['x-axiom-country', 'Japan'],
    ['x-axiom-country', 'J1'],
    ['x-axiom-currency', '¥'],
    ['x-axiom-currency', 'JP'],
  ])('refuses %s: %s', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: name, http: { status: 400 } } }),
    );
  });
});
