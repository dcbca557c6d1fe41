import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { recordDatedPrices } from './product-changes';

/** A product that changed or was deleted. */
export interface Change {
  productId: string;
  /** Whether its position in lists or the lists that contain it may have changed; false where only price or stock changed. */
  movesInLists: boolean;
}

/** Products that changed, and the cursor for the next call. */
export interface Changes {
  /** Each product once. */
  changes: Change[];
  /** `<transaction>:<product>`: the last change that was returned. */
  cursor: string;
  hasMore: boolean;
}

/** Whether a text has the format of the cursors of `readChanges`. */
export function isCursor(text: string): boolean {
  return /^\d{1,19}:\w*$/.test(text);
}

/**
 * The products that changed after `cursor`, at most `limit`. Without a cursor: no products, and the cursor of the current time.
 * No change is skipped: changes of transactions that are newer than the oldest open transaction are returned later.
 */
export async function readChanges(
  container: MedusaContainer,
  cursor: string | undefined,
  limit: number,
): Promise<Changes> {
  await recordDatedPrices(container);
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const now = await database.raw('select pg_snapshot_xmin(pg_current_snapshot())::text as horizon');
  const end = `${now.rows[0].horizon}:`;
  if (cursor === undefined) return { changes: [], cursor: end, hasMore: false };

  const [from, after] = cursor.split(':');
  const { rows } = await database.raw(
    `select transaction::text, product_id, moves_in_lists from product_change
     where (transaction, product_id) > (?::xid8, ?) and transaction < ?::xid8
     -- By the column: the selected text of the same name sorts 1000 before 999, and no index has its order.
     order by product_change.transaction, product_id limit ?`,
    [from, after, now.rows[0].horizon, limit],
  );
  const last = rows.length === limit ? rows[limit - 1] : undefined;
  const moves = new Map<string, boolean>();
  for (const { product_id, moves_in_lists } of rows as { product_id: string; moves_in_lists: boolean }[]) {
    moves.set(product_id, moves_in_lists || moves.get(product_id) === true);
  }
  return {
    changes: [...moves].map(([productId, movesInLists]) => ({ productId, movesInLists })),
    cursor: last ? `${last.transaction}:${last.product_id}` : end,
    hasMore: last !== undefined,
  };
}

/**
 * Keeps only the last change of each product, and the last change that moved it in lists. Cursors stay valid, and the log has
 * at most two entries for each product.
 */
export async function compactChanges(container: MedusaContainer): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    delete from product_change as earlier using product_change as later
    where later.product_id = earlier.product_id and later.transaction > earlier.transaction
      and (later.moves_in_lists or not earlier.moves_in_lists)`);
}
