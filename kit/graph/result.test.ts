import { describe, expect, it } from '@jest/globals';
import { isRefused, payload, payloadOfFields, type Result, refuseIfAny } from './result.ts';

interface UserError {
  code: string;
}
const tooMany = { code: 'TOO_MANY' };
const refused: Result<{ id: string }, UserError> = { userErrors: [tooMany] };
const found: Result<{ id: string }, UserError> = { id: 'a' };

describe('isRefused', () => {
  it('recognises a refusal', () => {
    expect(isRefused<{ id: string }, UserError>(refused)).toBe(true);
  });

  it.each([[{ id: 'a' }], [7], ['text'], [null], [undefined]])('accepts %j as a value', (value) => {
    expect(isRefused(value)).toBe(false);
  });
});

describe('refuseIfAny', () => {
  it('returns a refusal with all errors', () => {
    expect(refuseIfAny([tooMany, tooMany])).toEqual({ userErrors: [tooMany, tooMany] });
  });

  it('returns undefined when there are no errors', () => {
    expect(refuseIfAny([])).toBeUndefined();
  });
});

describe('payload', () => {
  it('returns the value under its name, without errors', () => {
    expect(payload('cart', found)).toEqual({ cart: { id: 'a' }, userErrors: [] });
  });

  it('returns null under the name, and the errors of a refusal', () => {
    expect(payload('cart', refused)).toEqual({ cart: null, userErrors: [tooMany] });
  });
});

describe('payloadOfFields', () => {
  it('returns the fields of the value, without errors', () => {
    expect(payloadOfFields(found)).toEqual({ id: 'a', userErrors: [] });
  });

  it('returns only the errors of a refusal, so that defaults before it remain', () => {
    expect({ id: '', ...payloadOfFields(refused) }).toEqual({ id: '', userErrors: [tooMany] });
  });
});
