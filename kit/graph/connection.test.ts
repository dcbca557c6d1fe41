import { describe, expect, it } from '@jest/globals';
import {
  type Connection,
  connection,
  connectionWithin,
  instantOf,
  type Key,
  type KeyKind,
  keyConnection,
  type ListName,
  type PageArguments,
  readKeyPage,
  readPage,
} from './connection.ts';

interface Row {
  id: string;
}

const rowsOf = (ids: string) => [...ids].map((id) => ({ id }));
const list: ListName = ['Query.letters'];

/** Reads a whole list in pages of two and returns the ids; `between` runs after the first page. */
function walk(read: (args: PageArguments) => Connection<Row>, between: () => void = () => {}): string {
  let seen = '';
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = read({ first: 2, after });
    seen += nodes.map(({ id }) => id).join('');
    if (!pageInfo.hasNextPage) return seen;
    if (after === null) between();
    after = pageInfo.endCursor;
  }
}

describe('A list in memory', () => {
  it('is paged without gaps or duplicates', () => {
    expect(walk((args) => connectionWithin(rowsOf('abcde'), list, args))).toBe('abcde');
  });

  it.each([
    ['a row before the cursor is removed', 'bcde', 'abcde'],
    ['the row of the cursor is removed', 'acde', 'abcde'],
    ['a row is inserted before the cursor', 'xabcde', 'abcde'],
    ['all rows are removed', '', 'ab'],
  ])('has no gaps or duplicates when %s', (_, later, seen) => {
    let rows = rowsOf('abcde');

    expect(
      walk(
        (args) => connectionWithin(rows, list, args),
        () => {
          rows = rowsOf(later);
        },
      ),
    ).toBe(seen);
  });

  it('has one empty page when it has no rows', () => {
    expect(connectionWithin([], list, {})).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });
});

describe('A list that is read by offset', () => {
  it('reports the position of a page', () => {
    const page = { ...readPage(list, { first: 2 }), offset: 2 };
    const { pageInfo, totalCount, edges } = connection(rowsOf('cd'), page, 5);

    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: edges[0]?.cursor,
      endCursor: edges[1]?.cursor,
    });
    expect(totalCount).toBe(5);
  });

  it('starts after the cursor', () => {
    const { edges } = connection(rowsOf('ab'), { ...readPage(list, {}), offset: 7 }, 20);

    expect(readPage(list, { first: 3, after: edges[1]?.cursor })).toMatchObject({ offset: 9, limit: 3, first: 3 });
  });

  it('reads one row for a page of size 0', () => {
    const page = readPage(list, { first: 0 });

    expect(page).toMatchObject({ offset: 0, limit: 1, first: 0 });
    expect(connection(rowsOf('a'), page, 5)).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 5,
    });
  });

  it('ends at 10,000 rows', () => {
    const { edges } = connection(rowsOf('a'), { ...readPage(list, {}), offset: 10_000 }, 20_000);

    expect(() => readPage(list, { after: edges[0]?.cursor })).toThrow(
      refusal('No list can be paged beyond 10000 items; filter it.'),
    );
  });
});

describe('A list sorted by keys', () => {
  /** Reads rows as a backend that compares keys. */
  const read = (rows: Row[]) => (args: PageArguments) => {
    const page = readKeyPage(list, args, ['text']);
    const behind = rows.filter(({ id }) => page.after === null || id > String(page.after[0]));
    return keyConnection(behind.slice(0, page.limit), page, rows.length, ({ id }) => [id]);
  };

  it.each([
    ['nothing changes', 'abcde', 'abcde'],
    ['rows are removed, including the one of the cursor', 'cde', 'abcde'],
    ['rows are inserted before the cursor', 'Zaabcde', 'abcde'],
  ])('is paged without gaps or duplicates when %s', (_, later, seen) => {
    let rows = rowsOf('abcde');

    expect(
      walk(
        (args) => read(rows)(args),
        () => {
          rows = rowsOf(later);
        },
      ),
    ).toBe(seen);
  });

  it('has a page of size 0', () => {
    expect(read(rowsOf('ab'))({ first: 0 })).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 2,
    });
  });

  it('passes instants to backends as text', () => {
    expect(instantOf([0, 'x'])).toBe('1970-01-01T00:00:00.000Z');
    expect(instantOf([-62_135_596_800_000])).toBe('0001-01-01T00:00:00.000Z');
  });
});

describe('A cursor', () => {
  const cursorOf = (name: ListName, key: Key) =>
    keyConnection(rowsOf('a'), readKeyPage(name, {}, ['text']), 1, () => key).pageInfo.endCursor;

  it('is refused for a list with another field, parent, filter or sort', () => {
    for (const other of [
      ['Query.others'],
      [...list, 'parent'],
      [...list, null],
      [...list, { mood: 'PAPER' }],
    ] as ListName[]) {
      expect(() => readKeyPage(list, { after: cursorOf(other, ['a']) }, ['text'])).toThrow(foreign);
    }
    expect(readKeyPage(list, { after: cursorOf(list, ['a']) }, ['text']).after).toEqual(['a']);
  });

  it.each([
    ['text', 5],
    ['text', null],
    ['text', 'a\0'],
    ['text', '\ud800'],
    ['text', 'x'.repeat(1_001)],
    ['instant', '2026-01-01'],
    ['instant', 0.5],
    ['instant', 253_402_300_800_000],
    ['instant', -62_135_596_800_001],
    ['count', -1],
    ['count', 1e300],
    ['count', { $gt: 0 }],
  ] as [KeyKind, unknown][])('is refused when its %s is %j', (kind, value) => {
    expect(() => readKeyPage(list, { after: cursorOf(list, [value] as Key) }, [kind])).toThrow(foreign);
  });

  it.each(['nonsense', '', 'aTow', Buffer.from('i:5').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'is refused when it is %j',
    (after) => {
      expect(() => readPage(list, { after })).toThrow(foreign);
    },
  );
});

describe('`first`', () => {
  it.each([-1, 101])('is refused when it is %d', (first) => {
    for (const read of [() => readPage(list, { first }), () => readKeyPage(list, { first }, ['text'])]) {
      expect(read).toThrow(refusal('`first` must be from 0 to 100.'));
    }
  });
});

const foreign = refusal('`after` is not a cursor of this list.');

function refusal(message: string) {
  return expect.objectContaining({ message, extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) });
}
