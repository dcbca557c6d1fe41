import { badInput } from '#kit/graph/errors.ts';
import type { Ledger } from './ledger.ts';
import type { Change } from './records.ts';

/** Products whose provenance changed, each once, and the cursor of the next page. */
export interface ChangeSet {
  productIds: string[];
  cursor: string;
  hasMore: boolean;
}

/**
 * The products whose provenance, materials, assets or passport changed after a cursor of this function. Without a cursor:
 * no products, and the current cursor. Throws BAD_USER_INPUT for any other cursor, including one from before the database
 * was restored from a backup, and when `first` is not from 1 to 1,000.
 */
export async function changesAfter(ledger: Ledger, cursor: string | null, first: number): Promise<ChangeSet> {
  if (first < 1 || first > 1_000) throw badInput('`first` must be from 1 to 1000.', 'first');
  if (!cursor) return { productIds: [], cursor: toCursor(await ledger.now()), hasMore: false };

  const place = fromCursor(cursor);
  const [changes, now] = await Promise.all([ledger.changes(place, first + 1), ledger.now()]);
  if (BigInt(place.transaction) > BigInt(now.transaction)) throw invalidCursor();
  const page = changes.slice(0, first);
  return {
    productIds: page.map(({ productId }) => productId),
    cursor: toCursor(page.at(-1) ?? place),
    hasMore: changes.length > first,
  };
}

function toCursor({ transaction, productId }: Change): string {
  return Buffer.from(`${transaction}:${productId}`).toString('base64url');
}

function fromCursor(cursor: string): Change {
  const [, transaction, productId] = /^(\d{1,19}):(.*)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (transaction === undefined || productId === undefined) throw invalidCursor();
  return { transaction, productId };
}

function invalidCursor() {
  return badInput('`after` is not a cursor of this list.', 'after');
}
