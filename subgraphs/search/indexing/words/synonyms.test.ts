import { describe, expect, it } from '@jest/globals';
import { originOf } from '../origin.ts';
import { codesOf } from './article-numbers.ts';
import { countryWords } from './country-words.ts';
import { phrasesOf, synonymsFrom, wordsIn } from './synonyms.ts';
import { formsOf } from './word-forms.ts';

describe('The forms of a word', () => {
  it.each([
    ['scarf', ['scarfs', 'scarves']],
    ['scarves', ['scarf', 'scarfs']],
    ['glasses', ['glass', 'glasse']],
    ['knives', ['knife']],
    ['watches', ['watch', 'watche']],
    ['vases', ['vas', 'vase']],
    ['category', ['categories']],
    ['women', ['woman']],
    ['jewelry', ['jewelleries', 'jewellery', 'jewelries']],
    ['colours', ['color', 'colors', 'colour']],
    ['fibre', ['fiber', 'fibers', 'fibres']],
    ['grey', ['gray', 'grays', 'greys']],
    ['brass', []],
    ['series', []],
    ['ax', []],
    ['1001', []],
  ])('of %j', (word, forms) => {
    expect(formsOf(word).sort()).toEqual(forms);
  });

  it('lead back: a word is among the forms of each of its plurals', () => {
    for (const word of [
      'tote',
      'box',
      'dish',
      'rug',
      'leaf',
      'knife',
      'scarf',
      'folio',
      'bureau',
      'man',
      'jewellery',
      'colour',
    ]) {
      for (const form of formsOf(word)) expect([form, formsOf(form)]).toEqual([form, expect.arrayContaining([word])]);
    }
  });
});

describe('Synonyms', () => {
  const vocabulary = wordsIn(['Ember Tote', 'Scarves & Wraps', 'hand-stitched']);

  it('lead from plurals and other spellings to the words of the index', () => {
    expect(vocabulary).toEqual(['ember', 'tote', 'scarves', 'wraps', 'hand', 'stitched']);
    expect(synonymsFrom([], vocabulary)).toMatchObject({ totes: ['tote'], scarf: ['scarves'], wrap: ['wraps'] });
  });

  it('of editors find each other, or lead one way', () => {
    const alike = synonymsFrom([{ words: ['Rug', 'carpet'], finds: [] }], []);
    const oneWay = synonymsFrom([{ words: ['Side  Table'], finds: ['stool'] }], []);

    expect(alike).toEqual({
      rug: ['carpet', 'carpets'],
      rugs: ['carpet', 'carpets'],
      carpet: ['rug', 'rugs'],
      carpets: ['rug', 'rugs'],
    });
    expect(oneWay).toEqual({ 'side table': ['stool', 'stools'], 'side tables': ['stool', 'stools'] });
    expect(phrasesOf([{ words: ['Side  Table', 'couch'], finds: ['drum stool'] }])).toEqual([
      'side table',
      'side tables',
    ]);
  });

  it('are at most fifty for a word', () => {
    const many = Array.from({ length: 80 }, (_, n) => `word${n}`);

    expect(synonymsFrom([{ words: ['all'], finds: many }], []).all).toHaveLength(50);
  });
});

describe('Where a product was made', () => {
  it.each([
    ['IT', ['Made in Italy', 'Made in Italia', 'Italian']],
    ['GB', ['Made in United Kingdom', 'Made in Great Britain', 'Made in Britain', 'Made in UK', 'British']],
    ['CZ', ['Made in Czechia', 'Made in Czech Republic', 'Czech']],
    ['QQ', []],
    ['it', []],
    [null, []],
  ])('is told in words: %j', (code, words) => {
    expect(originOf(code)).toEqual(words);
  });

  it('is known for every inhabited country that the Unicode CLDR names', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const deprecated = 'AN BU CS DD DY FX HV NH NT RH SU TP UK VD YD YU ZR'.split(' ');
    const uninhabited = 'AQ BV GS HM IO TF UM'.split(' ');
    const groups = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' ');
    const countries = letters
      .flatMap((one) => letters.map((two) => one + two))
      .filter(
        (code) => names.of(code) && !deprecated.includes(code) && !groups.includes(code) && !uninhabited.includes(code),
      );

    expect(Object.keys(countryWords).sort()).toEqual(countries.sort());
    expect(countries).toHaveLength(243);
  });
});

describe('Article numbers', () => {
  it('are known whole and in part', () => {
    expect(codesOf(['AX-1001-CRU-M'])).toEqual(['ax1001crum', 'ax1001', 'ax1001cru', '1001', '1001cru', '1001crum']);
    expect(codesOf(['AX1001'])).toEqual(['ax1001', '1001']);
  });

  it('are not known by parts that could be a size, and hold no more than twelve parts', () => {
    expect(codesOf(['AX-1015-50'])).toEqual(['ax101550', 'ax1015', '1015', '101550']);
    expect(codesOf(['OAK'])).toEqual([]);
    expect(codesOf([Array.from({ length: 40 }, (_, n) => `A${n}`).join('-')]).length).toBeLessThan(80);
  });
});
