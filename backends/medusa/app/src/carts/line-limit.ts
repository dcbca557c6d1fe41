import type { MedusaContainer } from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';
import { database } from '../database';
import type { NewItem } from './line-attributes';

/** The most lines of a cart, as in the graph. */
export const maxLines = 100;

/**
 * Throws INVALID_DATA where a cart would have more than `maxLines` lines with these items; a new cart has no id. Items that Medusa adds to
 * a line of the cart are no new lines.
 */
export async function refuseTooManyLines(
  container: MedusaContainer,
  cartId: string | undefined,
  items: readonly NewItem[],
): Promise<void> {
  const { rows } = await database(container).raw<{ rows: { count: number }[] }>(
    `select count(*)::int as count from (
       select variant_id, coalesce(metadata, '{}') from cart_line_item where cart_id = ? and deleted_at is null
       union select variant_id, coalesce(metadata, '{}')
       from jsonb_to_recordset(?::jsonb) as added (variant_id text, metadata jsonb)) as lines`,
    [cartId ?? null, JSON.stringify(items)],
  );
  if (rows[0] && rows[0].count > maxLines) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `A cart has at most ${maxLines} lines.`);
  }
}
