import { describe, expect, it } from '@jest/globals';
import { highlightsOf, toHtml } from './highlights.ts';

const mark = (text: string) => `\uE000${text}\uE001`;

describe('A marked text', () => {
  it('is HTML whose only elements are the marks', () => {
    const html = toHtml(`<b>"${mark('Tom & Ann')}"</b> isn't`);

    expect(html).toBe('&lt;b&gt;&quot;<mark>Tom &amp; Ann</mark>&quot;&lt;/b&gt; isn&#39;t');
  });

  it('is balanced even if the text itself contains mark characters', () => {
    expect(toHtml(`\uE001a\uE000b${mark('c')}\uE000`)).toBe('ab<mark>c</mark>');
  });
});

describe('The highlights of a hit', () => {
  it('are the fields with a match in the order of weight, with the first matching item of a list', () => {
    const highlights = highlightsOf({
      id: 'prod_1',
      _formatted: {
        description: `Of ${mark('brass')}`,
        title: `${mark('Brass')} bell`,
        materials: ['Oak', `Old ${mark('brass')}`, mark('Brass')],
        subtitle: null,
        place: 'Brassac',
      },
    });

    expect(highlights).toEqual([
      { field: 'TITLE', html: '<mark>Brass</mark> bell' },
      { field: 'MATERIAL', html: 'Old <mark>brass</mark>' },
      { field: 'DESCRIPTION', html: 'Of <mark>brass</mark>' },
    ]);
  });

  it('are empty without a query', () => {
    expect(highlightsOf({ id: 'prod_1' })).toEqual([]);
  });
});
