import { describe, expect, it } from '@jest/globals';
import { mergeInto } from './merge.ts';

describe('An object from two fetches', () => {
  it('is merged field by field; a list of another length is not changed', () => {
    const target = { a: { x: 1 }, list: [{ x: 1 }, null], other: [1] };
    mergeInto(target, { a: { y: 2 }, list: [{ y: 2 }, { y: 3 }], other: [2, 3], b: null });

    expect(target).toEqual({ a: { x: 1, y: 2 }, list: [{ x: 1, y: 2 }, { y: 3 }], other: [1], b: null });
  });

  it('cannot change the prototype', () => {
    mergeInto({ json: {} }, JSON.parse('{ "json": { "__proto__": { "polluted": true } } }'));

    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
