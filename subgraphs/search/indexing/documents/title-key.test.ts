import { describe, expect, it } from '@jest/globals';
import { compareNames } from '#kit/graph/collation.ts';
import { titleKeyOf } from './title-key.ts';

const titles = [
  ...['"Quote"', '(bracket)', 'A B', 'a-b', 'ab', 'Ab', 'abc', 'Ænima', 'Almindingen', 'Aether', 'Çelik', 'de la Cruz'],
  ...[
    'émile',
    'Émile',
    'èmile',
    'Êmile',
    'emile',
    'Emile',
    'Emilia',
    'item 10',
    'item 2',
    'Łódź',
    'Lodz',
    "O'Neil",
    'ONeil',
    'Øre',
    'Örjan',
  ],
  ...['Ōsaka', 'Österlen', 'ßtest', 'straße', 'strasse', 'strast', 'Zadie', 'zoë', 'Zoe', 'Ωmega', '東京'],
];

describe('The key of a title', () => {
  it('sorts titles by its bytes as `compareNames` does', () => {
    const byKey = titles.toSorted((one, other) => (titleKeyOf(one) < titleKeyOf(other) ? -1 : 1));

    expect(byKey).toEqual(titles.toSorted(compareNames));
  });

  it('is equal for all Unicode forms of a title, and not longer than the limit of the engine', () => {
    expect(titleKeyOf('É')).toBe(titleKeyOf('E\u0301'));
    expect(['x', 'é', '東'].map((letter) => titleKeyOf(letter.repeat(500)).length <= 468)).toEqual([true, true, true]);
  });
});
