import { describe, expect, it } from '@jest/globals';
import { draftId, graphId, storedDocumentId, storedId } from './ids.ts';

describe('The id of a document', () => {
  it.each([
    ['Article', 'art_after-the-storm', 'art_after-the-storm'],
    ['Artisan', 'arti_asta', 'arti_asta'],
    ['Article', '0f5c6c8e-7f3e-4d6c-9d3a-1f4f4b7f8a10', 'art_:0f5c6c8e-7f3e-4d6c-9d3a-1f4f4b7f8a10'],
    ['Article', 'arti_no', 'art_:arti_no'],
    ['Artisan', 'art_no', 'arti_:art_no'],
  ] as const)('of the type %s, stored as %s, is %s in the graph, and converts back', (type, stored, shown) => {
    expect(graphId(type, stored)).toBe(shown);
    expect(storedId(type, shown)).toBe(stored);
    expect(storedId(type, stored)).toBe(stored);
  });

  it.each(['art_after-the-storm', '0f5c6c8e'])(
    'of a draft differs from the id of its article %s, and leads to it',
    (id) => {
      expect(draftId(id)).not.toBe(graphId('Article', id));
      expect([id, draftId(id), graphId('Article', id)].map(storedDocumentId)).toEqual([id, id, id]);
    },
  );
});
