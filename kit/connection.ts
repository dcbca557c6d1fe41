import { badInput } from './errors.ts';

/** The arguments of every connection field, as GraphQL hands them over. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

/** Which rows to read: `limit` of them, after skipping `offset`. */
export interface Page {
  offset: number;
  limit: number;
}

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

/** Rows beyond this offset cannot be paged to: a narrower filter serves better than deep paging. */
export const deepestOffset = 10_000;

/**
 * Turns `first` and `after` into the rows to read. Throws BAD_USER_INPUT when `first` is not within 1 to `max`,
 * or when `after` is no cursor that this graph gave.
 */
export function readPage({ first, after }: PageArguments, fallback = 20, max = 100): Page {
  const limit = first ?? fallback;
  if (limit < 1 || limit > max) throw badInput(`\`first\` must be from 1 to ${max}.`, 'first');
  const offset = after == null ? 0 : fromCursor(after) + 1;
  if (offset > deepestOffset) throw badInput(`No list can be paged beyond ${deepestOffset} items; filter it.`, 'after');
  return { offset, limit };
}

/** The connection for the rows of one page, read at `page.offset` from a list of `totalCount`. */
export function connection<Row>(rows: readonly Row[], { offset }: Page, totalCount: number): Connection<Row> {
  const edges = rows.map((node, index) => ({ cursor: toCursor(offset + index), node }));
  return {
    edges,
    nodes: [...rows],
    pageInfo: {
      hasNextPage: offset + rows.length < totalCount,
      hasPreviousPage: offset > 0 && totalCount > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** The connection for one page of a list that is whole in memory. */
export function connectionWithin<Row>(all: readonly Row[], args: PageArguments, fallback = 20): Connection<Row> {
  const page = readPage(args, fallback);
  return connection(all.slice(page.offset, page.offset + page.limit), page, all.length);
}

function toCursor(index: number): string {
  return Buffer.from(`i:${index}`).toString('base64url');
}

function fromCursor(cursor: string): number {
  const match = /^i:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw badInput('`after` is not a cursor of this list.', 'after');
  return Number(match[1]);
}
