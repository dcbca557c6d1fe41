import { badInput } from '#kit/graph/errors.ts';
import { type ChangeSet, distinct } from '#kit/graph/server/change-feed.ts';
import type { Ledger } from './ledger.ts';
import type { Change } from './records.ts';

/**
 * What changed after a cursor of this function. Without a cursor: nothing, and the current cursor. Throws BAD_USER_INPUT for any
 * other cursor, including one from before the database was restored from a backup.
 */
export async function changesAfter(ledger: Ledger, cursor: string | null, first: number): Promise<ChangeSet> {
  if (!cursor) return toChangeSet([], toCursor({ transaction: await ledger.now(), tag: '' }), false);

  const place = fromCursor(cursor);
  const { changes, now } = await ledger.changes(place, first + 1);
  if (BigInt(place.transaction) > BigInt(now)) throw invalidCursor();
  const page = changes.slice(0, first);
  return toChangeSet(
    page.map(({ tag }) => tag),
    toCursor(page.at(-1) ?? place),
    changes.length > first,
  );
}

function toChangeSet(tags: string[], cursor: string, hasMore: boolean): ChangeSet {
  const productIds = distinct(tags.flatMap((tag) => (tag.startsWith(product) ? tag.slice(product.length) : [])));
  return { productIds, tags, changes: productIds.map((id) => ({ kind: 'PRODUCT', id })), cursor, hasMore };
}

const product = 'product:';

function toCursor({ transaction, tag }: Change): string {
  return Buffer.from(`${transaction}:${tag}`).toString('base64url');
}

/** A cursor of an earlier version has the id of a product in place of a tag: its whole transaction is read again. */
function fromCursor(cursor: string): Change {
  const [, transaction, tag] = /^(\d{1,19}):(.*)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (transaction === undefined || tag === undefined) throw invalidCursor();
  return { transaction, tag: isTag(tag) ? tag : '' };
}

/** The ids of products have no colon, and are not the tag of a list. */
function isTag(text: string): boolean {
  return text.includes(':') || text === 'materials';
}

function invalidCursor() {
  return badInput('`after` is not a cursor of this list.', 'after');
}
