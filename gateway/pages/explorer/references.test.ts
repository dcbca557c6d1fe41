import { describe, expect, it } from '@jest/globals';
import { fillReferences, referencesIn } from './references.ts';

const sources = {
  responses: { cartCreate: { cart: { id: 'cart_1', lines: [{ id: 'line_1', quantity: 2 }] } }, order: null },
  supplied: { randomUUID: () => 'uuid' },
};

describe('A reference', () => {
  it('that is a whole string becomes a value of any type', () => {
    expect(
      fillReferences(
        { cartId: '{{cartCreate.cart.id}}', lines: [{ quantity: '{{cartCreate.cart.lines.0.quantity}}' }] },
        sources,
      ),
    ).toEqual({ cartId: 'cart_1', lines: [{ quantity: 2 }] });
  });

  it('inside a longer string becomes text', () => {
    expect(fillReferences('Bearer {{cartCreate.cart.id}} {{$randomUUID}}', sources)).toBe('Bearer cart_1 uuid');
  });

  it.each(['{{order.id}}', '{{cartCreate.cart.lines.7.id}}', '{{unknown.id}}', '{{$unknown}}', 'a {{unknown}} b'])(
    'that cannot be filled stays unchanged: %s',
    (text) => {
      expect(fillReferences(text, sources)).toBe(text);
    },
  );

  it('leaves all other values unchanged', () => {
    const value = { text: '{ not } {{ one }} {{}}', number: 1.5, nothing: null, yes: true, list: [[]] };

    expect(fillReferences(value, sources)).toEqual(value);
  });

  it('is found at every place, once', () => {
    expect(referencesIn({ a: ['{{x.id}}', 'y {{$z}} {{x.id}}'] })).toEqual(['x.id', '$z']);
    expect(referencesIn(undefined)).toEqual([]);
  });
});
