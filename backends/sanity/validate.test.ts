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

  it('report columns with the same key, and lengths of less than a millimetre', () => {
    const column = (_key: string, key: string) => ({ _key, _type: 'sizeColumn', key, name: key });
    const measurement = { _key: 'a', _type: 'sizeMeasurement', column: 'length', millimetres: 0.1, to: 0.9 };
    const guide = {
      ...{ _type: 'sizeGuide', title: 'Rings', handle: 'rings' },
      columns: [column('a', 'length'), column('b', 'width'), column('c', 'length')],
      rows: [{ _key: 'a', _type: 'sizeRow', size: '50', measurements: [measurement] }],
    };

    expect(validationErrorsOf(guide)).toEqual([
      'columns[2].key is that of columns[0]',
      'rows[0].measurements[0].millimetres is less than 1',
      'rows[0].measurements[0].to is less than 1',
    ]);
  });

  it('accept documents of other types', () => {
    expect(validationErrorsOf({ _type: 'note', anything: [] })).toEqual([]);
  });
});
