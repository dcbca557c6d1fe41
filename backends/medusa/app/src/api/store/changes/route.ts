import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { Modules } from '@medusajs/framework/utils';
import { readChanges } from '../../../changes';

/**
 * Tells which products changed after a cursor. Whoever hears of a change reads the product next, so the cache is
 * emptied first: Medusa's own invalidation has no event for some changes, and never finds lists that were empty.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { after, limit } = req.validatedQuery as { after?: string; limit: number };
  const { productIds, cursor, hasMore } = await readChanges(req.scope, after, limit);
  if (productIds.length > 0) await req.scope.resolve(Modules.CACHING).clear({ tags: ['*'] });
  res.json({ product_ids: productIds, cursor, has_more: hasMore });
}
