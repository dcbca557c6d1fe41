import { describe, expect, it } from '@jest/globals';
import { readName } from './names.ts';

describe('A name', () => {
  it.each(['Ada', 'Zoë 🌿', 'مريم', '李', 'x'.repeat(20)])('may be %s', (name) => {
    expect(readName(` ${name} `, 20)).toBe(name);
  });

  it.each([
    '',
    '  ',
    'x'.repeat(21),
    'a\0b',
    'a\nb',
    'a\u009bb',
    '\ud800',
    '\u200b',
    '\u3164 \u00ad',
    'a\u202eb',
    'a\u2066b',
    'a\u2028b',
  ])('is not %j', (name) => {
    expect(readName(name, 20)).toBeUndefined();
  });
});
