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
    ['bowl 1.4 l, 20 cm', 'bowl 1.4 l 20 cm'],
    ['50% silk', '50 silk'],
    ['Bag/leather. Red', 'bag/leather red'],
    ['三月の花瓶', '三月の花瓶'],
  ])('of %j is %j', (query, text) => {
    expect(searchedTextOf(query)).toBe(text);
    expect(searchedTextOf(text)).toBe(text);
  });

  it.each([
    'ada@example.com',
    'ada＠example.com',
    'https://example.com/reset',
    'www.example.com',
    'www.x',
    'ada%40example.com',
    'ada%2540 example',
    'ada (at) example.com',
    'ada [at] example (dot) com',
    'a.rossi',
    'facebook.com/ada.rossi',
    'example.com/reset?token=abc123',
    'example.\u200bcom',
    'http:/example.com/ada',
    'http:/localhost/ada',
    'reset?token=abc',
    '〇九〇一二三四五六七八',
    '零九零一二三四',
    'ada rossi 12/05/84',
    'ada rossi 1.5.84',
    'ada rossi 12 05 84',
    'ada 5年5月12日',
    '10.0.0.1 host',
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
    expect(resultOf({ query: 'the leather bags' })).toBe('whole');
    expect(resultOf({ query: '"Leather bags"', knownWords: ['"Leather bags"'] })).toBe('whole');
    expect(resultOf({ query: 'side tables', knownWords: ['side tables'] })).toBe('whole');
    const ten = 'one two three four five six seven eight nine ten';
    expect(resultOf({ query: ten, knownWords: ten.split(' ') })).toBe('found');
  });

  it.each<[query: string, language: FinishedSearch['language'], knownWords: string[], result: string]>([
    ["don't buy leather from italy", 'EN', ['leather', 'italy'], 'found'],
    ['leather i want', 'EN', ['leather'], 'found'],
    ['nothing of leather', 'EN', ['leather'], 'found'],
    ['"made in italy"', 'EN', ['"made in italy"'], 'whole'],
    ['a bag of leather from Italy', 'EN', ['bag', 'leather', 'Italy'], 'whole'],
    ["j'aime le cuir", 'FR', ['cuir', 'aime'], 'found'],
    ["qu'un sac", 'FR', ['sac', 'un'], 'found'],
    ["l'Écharpe en soie de la table à thé", 'FR', ['Écharpe', 'soie', 'table', 'thé'], 'whole'],
    ['cerco una borsa', 'IT', ['borsa'], 'found'],
    ["è d'oro", 'IT', ['oro'], 'found'],
    ["borsa dell'artigiano di Firenze", 'IT', ['borsa', 'artigiano', 'Firenze'], 'whole'],
    ['革のバッグ', 'JA', ['革', 'バッグ'], 'whole'],
    ['革のバッグを買う', 'JA', ['革', 'バッグ'], 'found'],
  ])('for %j in %s, of which the catalogue has %j, is %s', (query, language, knownWords, result) => {
    expect(resultOf({ query, language, knownWords })).toBe(result);
  });

  it.each<Partial<FinishedSearch>>([
    { after: 'cursor' },
    { first: 0 },
    { isUncached: true },
    { query: '' },
    { query: null },
    { query: 'please' },
    { query: '-floor' },
    { query: 'leather bags -floor' },
    { query: 'leather -"glass bags"' },
    { query: 'leather "-bags"' },
    // A phrase that is not found says nothing about its words.
    { query: '"bags leather"', isFound: false, knownWords: [] },
    { query: '"bags leather"', knownWords: [] },
    { query: 'ada@example.com' },
  ])('with %j is not counted', (changes) => {
    expect(countedSearchOf({ ...bag, ...changes })).toBeNull();
  });
});
