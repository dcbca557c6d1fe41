import { describe, expect, it } from '@jest/globals';
import { parseQuery } from './tokens.ts';

const textsOf = (query: string) => parseQuery(query).tokens.map(({ text }) => text);

describe('A parsed query', () => {
  it.each([
    ['  brown   leather bag ', ['brown', 'leather', 'bag']],
    ['bag,leather;silk', ['bag', 'leather', 'silk']],
    ['hand-woven 18-carat 1.4 ml', ['hand-woven', '18-carat', '1.4', 'ml']],
    ["women's men’s o'brien", ['women', 'men', "o'brien"]],
    ['👜 tote ***', ['tote']],
    ['ｔｏｔｅ ﬁrst', ['tote', 'first']],
    ['bag Bag BAG', ['bag']],
    ['"quiet stitch" oak', ['"quiet stitch"', 'oak']],
    ['“quiet stitch”', ['"quiet stitch"']],
    ['14" laptop', ['14', 'laptop']],
    ['bag\u0000silk\ud800 \u200bgold', ['bag', 'silk', 'gold']],
    ['日本の皿 도자기 ผ้า', ['日本の皿', '도자기', 'ผ้า']],
    ['👜', []],
    ['***', []],
    ['', []],
  ])('has the words of %j', (query, words) => {
    expect(textsOf(query)).toEqual(words);
  });

  it('leaves out stop words, except in a phrase', () => {
    expect(parseQuery('How do I find a bag, please? "what is left"')).toMatchObject({
      tokens: [{ text: 'bag' }, { text: '"what is left"' }],
      stopWords: ['How', 'do', 'I', 'find', 'a', 'please'],
    });
  });

  it('leaves out stop words with accents', () => {
    expect(textsOf('sac à main, vase ÀND bol')).toEqual(['sac', 'main', 'vase', 'bol']);
  });

  it('marks words after a preposition as qualifiers', () => {
    const qualifiers = (query: string) =>
      parseQuery(query)
        .tokens.filter(({ isQualifier }) => isQualifier)
        .map(({ text }) => text);

    expect(qualifiers('a lamp for my oak table')).toEqual(['oak', 'table']);
    expect(qualifiers('bag without "brass buckle"')).toEqual(['"brass buckle"']);
    expect(qualifiers('for a table lamp')).toEqual([]);
    expect(qualifiers('set of tumblers')).toEqual([]);
  });

  it('separates excluded words', () => {
    const { tokens, excluded } = parseQuery('lamp -floor -"table lamp" - oak-wood');

    expect(tokens.map(({ text }) => text)).toEqual(['lamp', 'oak-wood']);
    expect(excluded).toEqual(['-floor', '-"table lamp"']);
  });

  it('treats only the end of a query as incomplete', () => {
    const incomplete = (query: string) =>
      parseQuery(query)
        .tokens.filter(({ isLast }) => isLast)
        .map(({ text }) => text);

    expect(incomplete('leather to')).toEqual([]);
    expect(incomplete('leather tot')).toEqual(['tot']);
    expect(incomplete('leather tot ')).toEqual([]);
    expect(incomplete('leather "tot"')).toEqual([]);
    expect(incomplete('tot leather -oak')).toEqual([]);
    expect(incomplete('tot leather tot')).toEqual(['tot']);
  });

  it('has the first ten words only', () => {
    expect(textsOf('b1 c2 d3 e4 f5 g6 h7 i8 j9 k10 l11 m12')).toEqual([
      'b1',
      'c2',
      'd3',
      'e4',
      'f5',
      'g6',
      'h7',
      'i8',
      'j9',
      'k10',
    ]);
    expect(textsOf('x'.repeat(200))).toEqual(['x'.repeat(200)]);
  });
});
