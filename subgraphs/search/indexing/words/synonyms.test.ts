import { describe, expect, it } from '@jest/globals';
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

  it('are symmetric: a word is one of the forms of each of its plurals', () => {
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

  it('map plurals and other spellings to the words of the index', () => {
    expect(vocabulary).toEqual(['ember', 'tote', 'scarves', 'wraps', 'hand', 'stitched']);
    expect(synonymsFrom([], vocabulary)).toMatchObject({ totes: ['tote'], scarf: ['scarves'], wrap: ['wraps'] });
  });

  it('of editors are symmetric or one-way', () => {
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

  it('are limited to fifty for each word', () => {
    const many = Array.from({ length: 80 }, (_, n) => `word${n}`);

    expect(synonymsFrom([{ words: ['all'], finds: many }], []).all).toHaveLength(50);
  });
});
