import { describe, expect, it } from '@jest/globals';
import { toPortableText } from './portable-text.ts';

describe('A narrative of the catalogue', () => {
  it('becomes Portable Text with stable keys', () => {
    const text = toPortableText(
      [
        { kind: 'heading', level: 2, text: 'Wax' },
        { kind: 'quote', text: 'Wait **well**.', cite: 'Ada' },
        { kind: 'list', ordered: true, items: ['one', 'two'] },
        { kind: 'image', alt: 'A kiln', palette: ['#000000', '#ffffff'] },
        { kind: 'product', product: 'prod_1' },
      ],
      () => 'image-1',
    );

    expect(text).toEqual([
      {
        _type: 'block',
        _key: 'b0',
        style: 'h2',
        markDefs: [],
        children: [{ _type: 'span', _key: 'b0s0', text: 'Wax', marks: [] }],
      },
      { _type: 'quote', _key: 'b1', text: 'Wait well.', cite: 'Ada' },
      expect.objectContaining({ _key: 'b2i0', listItem: 'number', level: 1 }),
      expect.objectContaining({ _key: 'b2i1', listItem: 'number', level: 1 }),
      { _type: 'image', _key: 'b3', asset: { _type: 'reference', _ref: 'image-1' }, alt: 'A kiln' },
      { _type: 'productReference', _key: 'b4', productId: 'prod_1' },
    ]);
  });

  it('keeps emphasis and links, also nested', () => {
    const [block] = toPortableText(
      [{ kind: 'paragraph', text: 'A **bold *and soft*** [**link**](https://a.example/x) end * 2' }],
      () => '',
    );

    expect(block).toMatchObject({
      markDefs: [{ _type: 'link', _key: 'b0l0', href: 'https://a.example/x' }],
      children: [
        { text: 'A ', marks: [] },
        { text: 'bold ', marks: ['strong'] },
        { text: 'and soft', marks: ['strong', 'em'] },
        { text: ' ', marks: [] },
        { text: 'link', marks: ['b0l0', 'strong'] },
        { text: ' end * 2', marks: [] },
      ],
    });
  });
});
