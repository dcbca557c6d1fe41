import { describe, expect, it } from '@jest/globals';
import { compareNames } from './collation.ts';

describe('compareNames', () => {
  it('compares letters, then accents, then case', () => {
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

  it('treats all Unicode normalization forms as equal', () => {
    expect(compareNames('É'.normalize('NFC'), 'É'.normalize('NFD'))).toBe(0);
  });
});
