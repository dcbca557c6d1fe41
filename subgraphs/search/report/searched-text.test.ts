import { describe, expect, it } from '@jest/globals';
import { countedSearchOf, type FinishedSearch } from './note-search.ts';
import { plainTextOf, searchedTextOf } from './searched-text.ts';

describe('The text under which a search is counted', () => {
  it.each([
    ['  Leather\tBAG ', 'leather bag'],
    ['“Quiet stitch”', 'quiet stitch'],
    ['lamp -floor', 'lamp -floor'],
    ['hand-woven A&B l’écharpe', "hand-woven a&b l'écharpe"],
    ['ﬁne ＲＵＧ', 'fine rug'],
    ['👜\uFE0F tote!!! ...', 'tote'],
    ['<b onclick="x">bag</b>', 'b onclick x bag b'],
    ['bag\u0000\u001b[31m\u202e red\u200b', 'bag 31m red'],
    ['bag \ud800', 'bag'],
    ['革のバッグと陶器の花瓶', '革のバッグと陶器の花瓶'],
    ['AX-1001', 'ax-1001'],
  ])('of %j is %j', (query, text) => {
    expect(searchedTextOf(query)).toBe(text);
    expect(searchedTextOf(text)).toBe(text);
  });

  it.each([
    'ada@example.com',
    'ada＠example.com',
    'https://example.com/reset',
    'www.example.com',
    '+33 6 12 34 56 78',
    '4242 4242 4242 4242',
    '٤٢٤٢٤٢٤٢',
    '４２４２４２４',
    'FR76 3000 6000',
    '12',
    '***',
    '',
    'a'.repeat(31),
    'bag '.repeat(16),
    '<script>'.repeat(1_250),
  ])('does not exist for %j', (query) => {
    expect(searchedTextOf(query)).toBeNull();
  });

  it('is found within a second also for 10,000 hostile characters', () => {
    for (const part of ['-', "'-", 'a-', '\u0301', '\u202e', '<', '&', '.a', '😀', ' ']) {
      const text = plainTextOf(part.repeat(10_000));
      expect(plainTextOf(text)).toBe(text);
    }
  });
});

describe('A search', () => {
  const bag: FinishedSearch = {
    ...{ query: 'Leather bags', language: 'EN', first: 24, after: null, isUncached: false },
    ...{ isFound: true, knownWords: ['Leather', 'bags'] },
  };
  const resultOf = (changes: Partial<FinishedSearch>) => countedSearchOf({ ...bag, ...changes })?.result ?? null;

  it('is counted with how it ended', () => {
    expect(countedSearchOf(bag)).toEqual({ text: 'leather bags', language: 'EN', result: 'whole' });
    expect(resultOf({ isFound: false, knownWords: [] })).toBe('nothing');
    expect(resultOf({ query: 'leather bags for ada', knownWords: ['leather', 'bags'] })).toBe('found');
    expect(resultOf({ query: 'leather bags -floor' })).toBe('found');
    expect(resultOf({ query: 'the leather bags' })).toBe('whole');
    expect(resultOf({ query: '"leather bags"', knownWords: ['leather bags'] })).toBe('whole');
    const ten = 'one two three four five six seven eight nine ten';
    expect(resultOf({ query: ten, knownWords: ten.split(' ') })).toBe('found');
  });

  it.each<Partial<FinishedSearch>>([
    { after: 'cursor' },
    { first: 0 },
    { isUncached: true },
    { query: '' },
    { query: null },
    { query: 'please' },
    { query: '-floor' },
    { query: 'ada@example.com' },
  ])('with %j is not counted', (changes) => {
    expect(countedSearchOf({ ...bag, ...changes })).toBeNull();
  });
});
