import { describe, expect, it } from '@jest/globals';
import { type Connection, connection, connectionWithin, readPage } from './connection.ts';

describe('A connection', () => {
  it('pages through a list without gaps or repeats', () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const seen: string[] = [];

    let after: string | null = null;
    do {
      const page: Connection<string> = connectionWithin(all, { first: 2, after });
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);

    expect(seen).toEqual(all);
  });

  it('says where a page lies', () => {
    const { pageInfo, totalCount, edges } = connection(['c', 'd'], { offset: 2, limit: 2 }, 5);

    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: edges[0]?.cursor,
      endCursor: edges[1]?.cursor,
    });
    expect(totalCount).toBe(5);
  });

  it('is whole and empty for an empty list', () => {
    expect(connectionWithin([], {})).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });

  it('starts behind the cursor it gave', () => {
    const { edges } = connection(['a', 'b'], { offset: 7, limit: 2 }, 20);

    expect(readPage({ first: 3, after: edges[1]?.cursor })).toEqual({ offset: 9, limit: 3 });
  });

  it.each([
    [{ first: 0 }, '`first` must be from 1 to 100.'],
    [{ first: -1 }, '`first` must be from 1 to 100.'],
    [{ first: 101 }, '`first` must be from 1 to 100.'],
    [{ after: 'nonsense' }, '`after` is not a cursor of this list.'],
    [{ after: '' }, '`after` is not a cursor of this list.'],
    [{ after: Buffer.from('i:99999').toString('base64url') }, 'No list can be paged beyond 10000 items; filter it.'],
  ])('refuses %j', (args, message) => {
    expect(() => readPage(args)).toThrow(
      expect.objectContaining({ message, extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    );
  });
});
