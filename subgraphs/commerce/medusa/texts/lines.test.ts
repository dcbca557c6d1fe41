import { describe, expect, it } from '@jest/globals';
import type { MedusaLine } from '../responses.ts';
import { toLineTexts } from './lines.ts';

const lineWith = (names: unknown) =>
  ({
    ...{ id: 'line_1', title: 'Tote', product_title: 'Ember Tote', variant_title: 'Small', names },
    metadata: { attributes: [{ key: 'initials', label: 'Initials', value: 'AL' }] },
  }) as unknown as MedusaLine;

const english = { title: 'Ember Tote', variant_title: 'Small', options: [{ name: 'Size', value: 'Small' }] };
const french = {
  title: 'Cabas Braise',
  variant_title: 'Petit',
  options: [{ name: 'Taille', value: 'Petit' }],
  terms: { Initials: 'Initiales' },
};
const translated = {
  title: 'Cabas Braise',
  variantTitle: 'Petit',
  selectedOptions: [{ name: 'Taille', value: 'Petit' }],
  attributes: [{ key: 'initials', label: 'Initiales', value: 'AL' }],
};

describe('The names of a line', () => {
  it.each([
    ['a term', { en: english, 'fr-FR': { ...french, terms: { ...french.terms, Wish: 1 } } }],
    ['a language', { en: english, 'fr-FR': french, 'ja-JP': 'none' }],
    ['a name of another language', { en: english, 'fr-FR': french, 'ja-JP': { title: 5, options: 'none' } }],
  ])('stay when %s is malformed', (_, names) => {
    expect(toLineTexts(lineWith(names), 'FR')).toEqual(translated);
  });

  it('are in English each where they are malformed', () => {
    const names = { en: english, 'fr-FR': { ...french, title: 7, options: [null], terms: 'none' } };

    expect(toLineTexts(lineWith(names), 'FR')).toMatchObject({
      ...{ title: 'Ember Tote', variantTitle: 'Petit', inEnglish: ['title'] },
      selectedOptions: [{ name: 'Size', value: 'Small', inEnglish: ['name', 'value'] }],
      attributes: [{ label: 'Initials', inEnglish: ['label'] }],
    });
  });

  it.each([undefined, null, 'none', [], { 'fr-FR': null }])(
    'are those of the line where there are none: %j',
    (names) => {
      expect(toLineTexts(lineWith(names), 'FR')).toMatchObject({ title: 'Ember Tote', variantTitle: 'Small' });
    },
  );
});
