import { describe, expect, it } from '@jest/globals';
import { compareNames } from './collation.ts';

describe('Names from A to Z', () => {
  it('stand by letter, then by accent, then by case', () => {
    const names = ['Zadie', 'de la Cruz', 'zoë', 'Émile', 'Örjan', 'émile', 'Emile', 'zoe', '10 Rue', '9 Rue'];

    expect(names.sort(compareNames)).toEqual([
      '10 Rue',
      '9 Rue',
      'de la Cruz',
      'Emile',
      'émile',
      'Émile',
      'Örjan',
      'Zadie',
      'zoe',
      'zoë',
    ]);
  });

  it('are the same in every Unicode form', () => {
    expect(compareNames('É'.normalize('NFC'), 'É'.normalize('NFD'))).toBe(0);
  });
});
