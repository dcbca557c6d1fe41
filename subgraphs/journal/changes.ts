import { badInput } from '#kit/graph/errors.ts';
import type { FeedPosition, PublishedContent } from './content.ts';

/** Products whose stories changed, each once, and the cursor to continue from. */
export interface ChangePage {
  productIds: string[];
  cursor: string;
  hasMore: boolean;
}

/**
 * The changes after a cursor that this function returned. Without a cursor: no changes, and the cursor of the current
 * time. Two kinds of changes are not reported, and only a rebuilt index reflects them: a product to which an article no
 * longer links, and an article that was unpublished while it had a newer draft. Rejects with BAD_USER_INPUT for any
 * other cursor, or unless `first` is from 1 to 1,000.
 */
export async function changesAfter(
  content: Pick<PublishedContent, 'changes'>,
  cursor: string | null,
  first: number,
): Promise<ChangePage> {
  if (first < 1 || first > 1_000) throw badInput('`first` must be from 1 to 1000.', 'first');
  const position = cursor ? readCursor(cursor) : undefined;
  const { changes, settledAt } = await content.changes(position ?? distantFuture, first);
  const last = changes.at(-1) ?? position ?? { at: settledAt, id: '' };
  return {
    productIds: [...new Set(changes.flatMap(({ productIds }) => productIds))],
    cursor: writeCursor(last),
    hasMore: changes.length === first,
  };
}

const distantFuture: FeedPosition = { at: '9999-12-31T23:59:59Z', id: '' };

function writeCursor({ at, id }: FeedPosition): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(cursor: string): FeedPosition {
  const [, at, id] = /^\["([\d:.TZ-]{20,30})","([\w.-]*)"\]$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw badInput('`after` is not a cursor of this list.', 'after');
  }
  return { at, id };
}
