import { describe, expect, it } from '@jest/globals';
import { validationErrorsOf } from './validate.ts';

describe('The rules of the Studio', () => {
  it('report every error of an article', () => {
    const malformed = {
      _type: 'article',
      title: 'No mood',
      slug: 'plain',
      narrative: [{ _type: 'table' }],
      unknown: 1,
    };

    expect(validationErrorsOf(malformed)).toEqual([
      'unknown is not a field of article',
      'slug is not an object',
      'mood is required',
      'publishedAt is required',
      'author is required',
      'narrative[0] is of type table, not one of block, quote, productReference, image',
    ]);
  });

  it('accept documents of other types', () => {
    expect(validationErrorsOf({ _type: 'note', anything: [] })).toEqual([]);
  });
});
