import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { dropChanged } from '../../../cache/changed';
import { readChanges } from '../../../changes/read';
import { productKinds } from '../../../changes/watched';

/**
 * Returns what changed after a cursor, and waits up to `wait` milliseconds for a change. Clients read what changed next, so
 * the cache drops it first.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { after, limit, wait } = req.validatedQuery as { after?: string; limit: number; wait: number };
  const closed = new AbortController();
  res.once('close', () => closed.abort());
  const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(wait)]);
  const { changes, cursor, hasMore } = await readChanges(req.scope, after, limit, signal);
  await dropChanged(req.scope, changes);
  const products = changes.filter(({ kind }) => productKinds.has(kind)).map(({ id }) => id);
  res.json({ product_ids: [...new Set(products)], changes, cursor, has_more: hasMore });
}
