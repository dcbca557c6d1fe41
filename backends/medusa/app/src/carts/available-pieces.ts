import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, getVariantAvailability, QueryContext } from '@medusajs/framework/utils';

/** Where pieces are to be sold. */
interface Market {
  region_id: string;
  currency_code: string;
  sales_channel_id: string;
}

interface Variant {
  id: string;
  manage_inventory: boolean;
  allow_backorder: boolean;
  calculated_price?: { calculated_amount: number | null } | null;
}

/**
 * The pieces that can be sold of each variant; Infinity where they are not counted. A variant that is not sold in the market
 * is missing. Two queries.
 */
export async function availablePieces(
  container: MedusaContainer,
  { region_id, currency_code, sales_channel_id }: Market,
  variantIds: readonly string[],
): Promise<Map<string, number>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const ids = [...new Set(variantIds)];
  const [{ data }, stock] = await Promise.all([
    query.graph({
      entity: 'variant',
      fields: ['id', 'manage_inventory', 'allow_backorder', 'calculated_price.calculated_amount'],
      filters: { id: ids },
      context: { calculated_price: QueryContext({ region_id, currency_code }) },
    }),
    getVariantAvailability(query, { variant_ids: ids, sales_channel_id }),
  ]);
  return new Map(
    (data as unknown as Variant[]).flatMap(({ id, manage_inventory, allow_backorder, calculated_price }) => {
      if (calculated_price?.calculated_amount == null) return [];
      const isCounted = manage_inventory && !allow_backorder;
      return [[id, isCounted ? (stock[id]?.availability ?? 0) : Number.POSITIVE_INFINITY] as const];
    }),
  );
}
