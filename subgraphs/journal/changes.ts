import { badInput } from '#kit/graph/errors.ts';
import type { Journal } from './sanity/client.ts';

/** An article that was published, changed or withdrawn, and the products it names. */
export interface Change {
  id: string;
  at: string;
  productIds: string[];
}

/** Where a reader of the changes stands: behind this change. */
export interface Place {
  at: string;
  id: string;
}

/** Products whose stories changed, each once, and where to read on. */
export interface ChangeSet {
  productIds: string[];
  cursor: string;
  hasMore: boolean;
}

/**
 * What changed after a cursor that this function gave; without one, nothing, and the cursor of this moment. A product
 * that an article names no more is not told of, nor one whose article was withdrawn while a newer draft of it lay by:
 * only a rebuilt index forgets these. Throws BAD_USER_INPUT for another cursor or when `first` is not from 1 to 1,000.
 */
export async function changesAfter(journal: Journal, cursor: string | null, first: number): Promise<ChangeSet> {
  if (first < 1 || first > 1_000) throw badInput('`first` must be from 1 to 1000.', 'first');
  const place = cursor ? fromCursor(cursor) : undefined;
  const { changes, settledAt } = await journal.changes(place ?? distantFuture, first);
  const last = changes.at(-1) ?? place ?? { at: settledAt, id: '' };
  return {
    productIds: [...new Set(changes.flatMap(({ productIds }) => productIds))],
    cursor: toCursor(last),
    hasMore: changes.length === first,
  };
}

const distantFuture: Place = { at: '9999-12-31T23:59:59Z', id: '' };

function toCursor({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function fromCursor(cursor: string): Place {
  const [, at, id] = /^\["([\d:.TZ-]{20,30})","([\w.-]*)"\]$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw badInput('`after` is not a cursor of this list.', 'after');
  }
  return { at, id };
}
