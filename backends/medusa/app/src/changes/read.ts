import { setTimeout as sleep } from 'node:timers/promises';
import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { isDateDue, recordDated } from './dated';
import type { Kind } from './watched';

/** An object that changed or was deleted. */
export interface Change {
  kind: Kind;
  /** The id of the product, collection or category; empty for `localization`. */
  id: string;
}

/** Changes, and the cursor for the next call. */
export interface Changes {
  /** Each once. */
  changes: Change[];
  /** `<transaction>:<kind>:<id>`: the last change that was returned. */
  cursor: string;
  hasMore: boolean;
}

/** How often a reader that waits looks for changes, in milliseconds. */
const interval = 150;

/** Whether a text has the format of the cursors of `readChanges`, or that of `<transaction>:<product>` of earlier versions. */
export function isCursor(text: string): boolean {
  return /^\d{1,19}:(\w*|[a-z_]+:\w*)$/.test(text);
}

/**
 * The changes after `cursor`, at most `limit`. Without a cursor: none, and the cursor of the current time. Where there is
 * none, waits for one until `signal` aborts. No change is skipped: changes of transactions that are newer than the oldest
 * open transaction are returned later.
 */
export async function readChanges(
  container: MedusaContainer,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Changes> {
  for (let after = cursor; ; ) {
    const { horizon, hasChanges, isDue } = await look(container, after);
    const end = `${horizon}:`;
    if (after === undefined) return { changes: [], cursor: end, hasMore: false };
    if (hasChanges) return readPage(container, after, horizon, limit);
    if (isDue) await recordDated(container);
    if (signal.aborted) return { changes: [], cursor: end, hasMore: false };
    // Nothing is passed over: it is the place after all finished transactions.
    after = end;
    if (!isDue) await sleep(interval, undefined, { signal }).catch(() => {});
  }
}

/** What there is after a cursor, in one statement, because it is asked several times a second. */
async function look(container: MedusaContainer, cursor: string | undefined): Promise<State> {
  const [transaction = '', ...key] = placeOf(cursor ?? `${Number.MAX_SAFE_INTEGER}:`);
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select horizon::text, exists (
       select from store_change
       where (transaction, kind, id) > (?::xid8, ?, ?) and transaction < horizon
     ) as "hasChanges", ${isDateDue} as "isDue"
     from pg_snapshot_xmin(pg_current_snapshot()) as now (horizon)`,
    [transaction, ...key],
  );
  return rows[0];
}

interface State {
  /** The oldest open transaction. Changes of later ones are not yet returned. */
  horizon: string;
  hasChanges: boolean;
  /** Whether a price list has started or ended, or a pre-order has ended, by its date, which is not yet recorded. */
  isDue: boolean;
}

async function readPage(container: MedusaContainer, cursor: string, horizon: string, limit: number): Promise<Changes> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select transaction::text, kind, id from store_change
     where (transaction, kind, id) > (?::xid8, ?, ?) and transaction < ?::xid8
     -- By the column: the selected text of the same name sorts 1000 before 999, and no index has its order.
     order by store_change.transaction, kind, id limit ?`,
    [...placeOf(cursor), horizon, limit],
  );
  const last = rows.length === limit ? rows[limit - 1] : undefined;
  const changes = new Map<string, Change>();
  for (const { kind, id } of rows as Change[]) changes.set(`${kind}:${id}`, { kind, id });
  return {
    changes: [...changes.values()],
    cursor: last ? `${last.transaction}:${last.kind}:${last.id}` : `${horizon}:`,
    hasMore: last !== undefined,
  };
}

/** A cursor of an earlier version has a product in place of the kind: its whole transaction is read again. */
function placeOf(cursor: string): [transaction: string, kind: string, id: string] {
  const [transaction = '', kind = '', id] = cursor.split(':');
  return id === undefined ? [transaction, '', ''] : [transaction, kind, id];
}

/** Keeps only the last change of each kind and object. Cursors stay valid, and the log does not grow with time. */
export async function compactChanges(container: MedusaContainer): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    delete from store_change as earlier using store_change as later
    where later.kind = earlier.kind and later.id = earlier.id and later.transaction > earlier.transaction`);
}
