import { hash } from 'node:crypto';
import { badInput } from './errors.ts';

/** The paging arguments of a connection field. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

/**
 * Identifies a list: its coordinate, such as `Query.articles`, and the arguments that determine its rows and their
 * order.
 */
export type ListName = readonly [coordinate: string, ...decisive: unknown[]];

/** The fields that all pages have. */
interface AnyPage {
  /** The digest that only the cursors of this list contain. */
  list: string;
  /** The maximum number of rows in the page, 0 or more. */
  first: number;
  /** The number of rows to read, at least 1: some backends reject 0. */
  limit: number;
}

/** Which rows to read: `limit` of them, after skipping `offset`. */
export interface Slice {
  offset: number;
  limit: number;
}

/** A page of a list that is read by offset. */
export interface Page extends AnyPage, Slice {}

/** A page of a list that is read by sort key: `limit` rows after the key `after`, one more than the page shows. */
export interface KeyPage extends AnyPage {
  after: Key | null;
}

/** Which rows to read of a list sorted by keys: `limit` of them after the key `after`, or from the start. */
export type KeySlice = Pick<KeyPage, 'after' | 'limit'>;

/** The values that a list is sorted by, the last of which is unique in the list. Instants are milliseconds since 1970. */
export type Key = readonly (string | number)[];

/** The type of a key value: text of at most 1,000 characters, an instant of the years 1 to 9999, or a count. */
export type KeyKind = 'text' | 'instant' | 'count';

export interface Connection<Row> {
  edges: { cursor: string; node: Row }[];
  nodes: Row[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: number;
}

/** The largest offset, because deep paging is expensive for backends. Clients filter the list instead. */
const deepestOffset = 10_000;

/**
 * The rows to read for `first` and `after`. Throws BAD_USER_INPUT when `first` is not within 0 to `max`, or when
 * `after` is not a cursor of this list.
 */
export function readPage(name: ListName, { first, after }: PageArguments, fallback = 20, max = 100): Page {
  const shown = readFirst(first ?? fallback, max);
  const list = digestOf(name);
  const [last] = after == null ? [-1] : (readCursor(after, list, ['count']) as [number]);
  const offset = last + 1;
  if (offset > deepestOffset) throw badInput(`No list can be paged beyond ${deepestOffset} items; filter it.`, 'after');
  return { list, first: shown, limit: Math.max(shown, 1), offset };
}

/** The same for a list whose cursors contain sort keys of these `kinds`. */
export function readKeyPage(
  name: ListName,
  { first, after }: PageArguments,
  kinds: readonly KeyKind[],
  fallback = 20,
  max = 100,
): KeyPage {
  const shown = readFirst(first ?? fallback, max);
  const list = digestOf(name);
  return { list, first: shown, limit: shown + 1, after: after == null ? null : readCursor(after, list, kinds) };
}

/** The instant that a key begins with, as an RFC 3339 string. */
export function instantOf([milliseconds]: Key): string {
  return new Date(Number(milliseconds)).toISOString();
}

/** The connection for the rows of one page, read at `page.offset` from a list of `totalCount`. */
export function connection<Row>(rows: readonly Row[], page: Page, totalCount: number): Connection<Row> {
  const { list, first, offset } = page;
  const edges = rows.slice(0, first).map((node, index) => ({ cursor: toCursor(list, [offset + index]), node }));
  return connectionOf(edges, totalCount, {
    hasNextPage: offset + edges.length < totalCount,
    hasPreviousPage: offset > 0 && totalCount > 0,
  });
}

/** The connection for the rows of one page of a list sorted by the keys that `keyOf` returns. */
export function keyConnection<Row>(
  rows: readonly Row[],
  page: KeyPage,
  totalCount: number,
  keyOf: (row: Row) => Key,
  hasNextPage = rows.length > page.first,
): Connection<Row> {
  const edges = rows.slice(0, page.first).map((node) => ({ cursor: toCursor(page.list, keyOf(node)), node }));
  return connectionOf(edges, totalCount, {
    hasNextPage,
    hasPreviousPage: page.after !== null && totalCount > 0,
  });
}

/**
 * The connection for one page of a list in memory. A page begins after the row with the cursor's id, or at the index of
 * that row if it was removed.
 */
export function connectionWithin<Row extends { id: string }>(
  all: readonly Row[],
  name: ListName,
  args: PageArguments,
  fallback = 20,
  max = 100,
): Connection<Row> {
  const { list, first, after } = readKeyPage(name, args, ['count', 'text'], fallback, max);
  const place = after === null ? -1 : all.findIndex(({ id }) => id === after[1]);
  const from = after !== null && place < 0 ? Number(after[0]) : place + 1;
  const edges = all
    .slice(from, from + first)
    .map((node, index) => ({ cursor: toCursor(list, [from + index, node.id]), node }));
  return connectionOf(edges, all.length, {
    hasNextPage: from + edges.length < all.length,
    hasPreviousPage: from > 0 && all.length > 0,
  });
}

function connectionOf<Row>(
  edges: { cursor: string; node: Row }[],
  totalCount: number,
  places: Pick<Connection<Row>['pageInfo'], 'hasNextPage' | 'hasPreviousPage'>,
): Connection<Row> {
  const startCursor = edges[0]?.cursor ?? null;
  const endCursor = edges.at(-1)?.cursor ?? null;
  return { edges, nodes: edges.map(({ node }) => node), pageInfo: { ...places, startCursor, endCursor }, totalCount };
}

function readFirst(first: number, max: number): number {
  if (first < 0 || first > max) throw badInput(`\`first\` must be from 0 to ${max}.`, 'first');
  return first;
}

function digestOf(name: ListName): string {
  return hash('sha256', JSON.stringify(name), 'base64url').slice(0, 8);
}

/** A cursor is the digest of its list and the key of its row, as JSON in base64url. */
function toCursor(list: string, key: Key): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** The key in a cursor. Forged cursors are refused: backends receive only values of the expected kinds. */
function readCursor(cursor: string, list: string, kinds: readonly KeyKind[]): Key {
  const [digest, ...key] = parsed(cursor);
  if (digest !== list || key.length !== kinds.length || !kinds.every((kind, index) => isOf[kind](key[index]))) {
    throw badInput('`after` is not a cursor of this list.', 'after');
  }
  return key as (string | number)[];
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isOf: Record<KeyKind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && value.length <= 1_000 && !value.includes('\0') && value.isWellFormed(),
  instant: (value) => isWhole(value) && value >= -62_135_596_800_000 && value <= 253_402_300_799_999,
  count: (value) => isWhole(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER,
};

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
