import { describe, expect, it } from '@jest/globals';
import { mergeInto } from './merge.ts';

describe('What two fetches brought of an object', () => {
  it('is joined place by place; a list of another length is left as it was', () => {
    const target = { a: { x: 1 }, list: [{ x: 1 }, null], other: [1] };
    mergeInto(target, { a: { y: 2 }, list: [{ y: 2 }, { y: 3 }], other: [2, 3], b: null });

    expect(target).toEqual({ a: { x: 1, y: 2 }, list: [{ x: 1, y: 2 }, { y: 3 }], other: [1], b: null });
  });

  it('never reaches what all objects inherit', () => {
    mergeInto({ json: {} }, JSON.parse('{ "json": { "__proto__": { "polluted": true } } }'));

    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
