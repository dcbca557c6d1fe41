import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { excessOfOrder } from './buyers';
import { checkPreOrder } from './pre-orders';
import { refuseExcess, soldOut } from './refusals';
import type { Database, LimitedLine } from './rows';
import { type Edition, editionOf, preOrderOf, purchaseLimitOf } from './terms';

/** Order lines with pieces that are not returned, as `item`, `line` and `"order"`. */
const openItems = `"order"
  join order_item item on item.order_id = "order".id and item.version = "order".version and item.deleted_at is null
  join order_line_item line on line.id = item.item_id`;

/**
 * Whether the order of a row of `limited_piece` still has the piece, in SQL. It follows from the order, so that a cancellation,
 * a return or a failed completion gives the piece back without a step that a crash could skip. Of a line with several pieces,
 * the last are returned first.
 */
export const isHeld = `exists (
  select from ${openItems}
  where "order".id = limited_piece.order_id and item.item_id = limited_piece.line_id
    and "order".canceled_at is null and "order".deleted_at is null and "order".status <> 'canceled'
    and limited_piece.ordinal <= item.quantity - item.return_received_quantity)`;

/** Whether an order, `"order"` in SQL, lacks a number for a piece of an edition. */
export const isUnnumbered = `exists (
  select from order_item item
    join order_line_item line on line.id = item.item_id
    join product on product.id = line.product_id
  where item.order_id = "order".id and item.version = "order".version and item.deleted_at is null
    and (product.metadata -> 'edition' -> 'size')::text ~ '^[1-9][0-9]*$'
    and item.quantity - item.return_received_quantity >
      (select count(*) from limited_piece where line_id = line.id and number is not null))`;

/**
 * Records the limited pieces of an order: the number of each piece of an edition, and what counts towards limits. Throws
 * NOT_ALLOWED where a limit is exceeded or no number is left; nothing is recorded then. Idempotent. Call it after the stock is
 * reserved. Orders of one product wait for each other here, so that the last piece has one buyer.
 */
export async function recordPieces(container: MedusaContainer, orderId: string): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const lines = await limitedLines(database as unknown as Database, orderId);
  if (lines.length === 0) return;
  await database.transaction(async (transaction) => {
    // In the order of the ids, so that two orders cannot wait for each other.
    for (const productId of [...new Set(lines.map(({ product_id }) => product_id))].sort()) {
      const ofProduct = lines.filter(({ product_id }) => product_id === productId);
      await recordProduct(transaction as unknown as Database, orderId, productId, ofProduct);
    }
    await keepRelease(transaction as unknown as Database, orderId, lines);
  });
}

/** Keeps with the shipping method the release that the order waits for. The promised dates stay when the release is moved. */
async function keepRelease(database: Database, orderId: string, lines: readonly LimitedLine[]): Promise<void> {
  const releases = lines.flatMap(({ variant }) => preOrderOf(variant)?.releasesAt ?? []);
  if (releases.length === 0) return;
  await database.raw(
    `update order_shipping_method set data = coalesce(data, '{}') || jsonb_build_object('ships_from', ?::text)
     where data -> 'ships_from' is null
       and id in (select shipping_method_id from order_shipping where order_id = ? and deleted_at is null)`,
    [new Date(Math.max(...releases.map(Number))).toISOString(), orderId],
  );
}

async function limitedLines(database: Database, orderId: string): Promise<LimitedLine[]> {
  const { rows } = await database.raw<LimitedLine>(
    `select line.id as line_id, line.product_id, line.variant_id, product.title, product.metadata as product,
       variant.metadata as variant, (item.quantity - item.return_received_quantity)::int as quantity
     from ${openItems}
       join product on product.id = line.product_id
       join product_variant variant on variant.id = line.variant_id
     where "order".id = ? and item.quantity > item.return_received_quantity
       and coalesce(product.metadata -> 'edition', product.metadata -> 'purchase_limit', variant.metadata -> 'pre_order')
         is not null
     order by line.id`,
    [orderId],
  );
  return rows;
}

async function recordProduct(
  database: Database,
  orderId: string,
  productId: string,
  all: LimitedLine[],
): Promise<void> {
  await database.raw(`select pg_advisory_xact_lock(hashtext('limited_piece'), hashtext(?))`, [productId]);
  await database.raw(`delete from limited_piece where product_id = ? and not ${isHeld}`, [productId]);
  const product = all[0]?.product ?? null;
  const edition = editionOf(product);
  const lines = await missingPieces(database, all, edition !== undefined);
  if (lines.length === 0) return;
  const limit = purchaseLimitOf(product);
  if (limit) refuseExcess(await excessOfOrder(database, orderId, all, limit));
  for (const line of lines) {
    const preOrder = preOrderOf(line.variant);
    if (preOrder) await checkPreOrder(database, line, preOrder);
    const numbers = edition ? await freeNumbers(database, productId, edition, line.missing.length) : [];
    if (edition && numbers.length < line.missing.length) throw soldOut(`the edition ${line.title}`);
    await database.raw(
      `insert into limited_piece (product_id, variant_id, order_id, line_id, is_pre_ordered, size, ordinal, number)
       select ?, ?, ?, ?, ?, ?, ordinal, number from unnest(?::int[], ?::int[]) as piece (ordinal, number)
       on conflict (line_id, ordinal) do update set number = excluded.number, size = excluded.size`,
      [
        ...[productId, line.variant_id, orderId, line.line_id, preOrder !== undefined, edition?.size ?? null],
        ...[line.missing, numbers],
      ],
    );
  }
}

/** The lines with pieces that are not recorded, or lack the number of an edition; with their places in the line, from 1. */
async function missingPieces(
  database: Database,
  lines: readonly LimitedLine[],
  isNumbered: boolean,
): Promise<(LimitedLine & { missing: number[] })[]> {
  const { rows } = await database.raw<{ line_id: string; ordinal: number }>(
    `select line_id, ordinal from unnest(?::text[], ?::int[]) as line (line_id, quantity), generate_series(1, quantity) as ordinal
     where not exists (
       select from limited_piece as known
       where known.line_id = line.line_id and known.ordinal = ordinal.ordinal and (known.number is not null or not ?::boolean))
     order by line_id, ordinal`,
    [lines.map(({ line_id }) => line_id), lines.map(({ quantity }) => quantity), isNumbered],
  );
  return lines.flatMap((line) => {
    const missing = rows.filter(({ line_id }) => line_id === line.line_id).map(({ ordinal }) => ordinal);
    return missing.length > 0 ? { ...line, missing } : [];
  });
}

async function freeNumbers(
  database: Database,
  productId: string,
  { size, withheld }: Edition,
  count: number,
): Promise<number[]> {
  const { rows } = await database.raw<{ number: number }>(
    `select number from generate_series(1, ?::int) as number
     where number <> all (?::int[])
       and not exists (select from limited_piece as taken where taken.product_id = ? and taken.number = number.number)
     order by number limit ?`,
    [size, withheld, productId, count],
  );
  return rows.map(({ number }) => number);
}
