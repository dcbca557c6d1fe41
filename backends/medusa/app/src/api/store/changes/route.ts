import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { dropProducts } from '../../../cache/products';
import { readChanges } from '../../../changes';

/**
 * Returns the products that changed after a cursor. Clients read these products next, so the cache
 * drops them first.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { after, limit } = req.validatedQuery as { after?: string; limit: number };
  const { changes, cursor, hasMore } = await readChanges(req.scope, after, limit);
  await dropProducts(req.scope, changes);
  res.json({ product_ids: changes.map(({ productId }) => productId), cursor, has_more: hasMore });
}
