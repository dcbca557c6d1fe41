import { describe, expect, it } from '@jest/globals';
import { frenchFormsOf, italianFormsOf } from './romance-forms.ts';

describe('The plurals of names', () => {
  it.each([
    ['sac', 'sacs'],
    ['gobelet', 'gobelets'],
    ['bijou', 'bijoux'],
    ['manteau', 'manteaux'],
    ['cristal', 'cristaux'],
  ])('in French are found by the singular, and the other way round: %s', (singular, plural) => {
    expect(frenchFormsOf(singular)).toContain(plural);
    expect(frenchFormsOf(plural)).toContain(singular);
  });

  it.each([
    ['borsa', 'borse'],
    ['anello', 'anelli'],
    ['bicchiere', 'bicchieri'],
    ['orologio', 'orologi'],
    ['giacca', 'giacche'],
    ['parco', 'parchi'],
  ])('in Italian are found by the singular, and the other way round: %s', (singular, plural) => {
    expect(italianFormsOf(singular)).toContain(plural);
    expect(italianFormsOf(plural)).toContain(singular);
  });

  it('are not made of short words', () => {
    expect([frenchFormsOf('or'), italianFormsOf('oro')]).toEqual([[], []]);
  });
});
