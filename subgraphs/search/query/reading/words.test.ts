import { describe, expect, it } from '@jest/globals';
import { readWords } from './words.ts';

const textsOf = (query: string) => readWords(query).wanted.map(({ text }) => text);

describe('Reading a query', () => {
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
  ])('finds the words of %j', (query, words) => {
    expect(textsOf(query)).toEqual(words);
  });

  it('leaves out words that only ask, but not in a phrase', () => {
    expect(readWords('How do I find a bag, please? "what is left"')).toMatchObject({
      wanted: [{ text: 'bag' }, { text: '"what is left"' }],
      fillers: ['How', 'do', 'I', 'find', 'a', 'please'],
    });
  });

  it('leaves them out with accents too', () => {
    expect(textsOf('sac à main, vase ÀND bol')).toEqual(['sac', 'main', 'vase', 'bol']);
  });

  it('tells what a preposition parts from the thing asked for', () => {
    const aside = (query: string) =>
      readWords(query)
        .wanted.filter(({ isAside }) => isAside)
        .map(({ text }) => text);

    expect(aside('a lamp for my oak desk')).toEqual(['oak', 'desk']);
    expect(aside('bag without "brass buckle"')).toEqual(['"brass buckle"']);
    expect(aside('for a desk lamp')).toEqual([]);
    expect(aside('set of tumblers')).toEqual([]);
  });

  it('keeps apart what a hit must not have', () => {
    const { wanted, excluded } = readWords('lamp -floor -"table lamp" - oak-wood');

    expect(wanted.map(({ text }) => text)).toEqual(['lamp', 'oak-wood']);
    expect(excluded).toEqual(['-floor', '-"table lamp"']);
  });

  it('takes only the end of a query as unfinished', () => {
    const unfinished = (query: string) =>
      readWords(query)
        .wanted.filter(({ isLast }) => isLast)
        .map(({ text }) => text);

    expect(unfinished('leather to')).toEqual([]);
    expect(unfinished('leather tot')).toEqual(['tot']);
    expect(unfinished('leather tot ')).toEqual([]);
    expect(unfinished('leather "tot"')).toEqual([]);
    expect(unfinished('tot leather -oak')).toEqual([]);
    expect(unfinished('tot leather tot')).toEqual(['tot']);
  });

  it('reads the first ten words', () => {
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
