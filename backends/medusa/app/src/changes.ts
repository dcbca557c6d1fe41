import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Products that changed, and from where to read on. */
export interface Changes {
  /** Each once. Of those that were deleted too. */
  productIds: string[];
  /** `<transaction>:<product>`: all up to here is told. */
  cursor: string;
  hasMore: boolean;
}

/** True for what `readChanges` gives as a cursor. */
export function isCursor(text: string): boolean {
  return /^\d{1,19}:\w*$/.test(text);
}

/**
 * The products that changed after `cursor`, at most `limit`; without a cursor none, but the cursor of this moment.
 * No change is ever passed over: those of transactions younger than the oldest one still open are told later.
 */
export async function readChanges(
  container: MedusaContainer,
  cursor: string | undefined,
  limit: number,
): Promise<Changes> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const now = await database.raw('select pg_snapshot_xmin(pg_current_snapshot())::text as horizon');
  const end = `${now.rows[0].horizon}:`;
  if (cursor === undefined) return { productIds: [], cursor: end, hasMore: false };

  const [from, after] = cursor.split(':');
  const { rows } = await database.raw(
    `select transaction::text, product_id from product_change
     where (transaction, product_id) > (?::xid8, ?) and transaction < ?::xid8
     order by transaction, product_id limit ?`,
    [from, after, now.rows[0].horizon, limit],
  );
  const last = rows.length === limit ? rows[limit - 1] : undefined;
  return {
    productIds: [...new Set<string>(rows.map(({ product_id }: { product_id: string }) => product_id))],
    cursor: last ? `${last.transaction}:${last.product_id}` : end,
    hasMore: last !== undefined,
  };
}

/** Keeps of each product's changes the last alone: every cursor stays good, and the log no longer than the catalogue. */
export async function compactChanges(container: MedusaContainer): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    delete from product_change as earlier using product_change as later
    where later.product_id = earlier.product_id and later.transaction > earlier.transaction`);
}
