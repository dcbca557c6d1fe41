import { describe, expect, it } from '@jest/globals';
import { sameShape } from './shape.ts';

describe('Two responses', () => {
  const page = (nodes: object[]) => ({ products: { nodes } });

  it('have the same shape with other values, and with null in place of a value', () => {
    sameShape(page([{ id: '1', tags: ['a'] }]), page([{ id: '2', tags: [] }]));
    sameShape(page([{ id: '1', price: { amount: '2' } }]), page([{ id: '1', price: null }]));
  });

  it.each([
    ['a missing field', page([{ id: '1', title: 'A' }]), page([{ id: '1' }])],
    ['another type', page([{ id: '1' }]), page([{ id: 1 }])],
    ['a shorter list', page([{ id: '1' }, { id: '2' }]), page([{ id: '1' }])],
    ['no data', page([{ id: '1' }]), { products: { nodes: [] } }],
  ])('differ in %s', (_, one, other) => {
    expect(() => sameShape(one, other)).toThrow('differ at');
  });
});
