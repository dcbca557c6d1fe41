import { setTimeout as sleep } from 'node:timers/promises';
import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { dropProductsOf, requestCancellation, stateOfCancellation } from '../../../../../orders/cancel';

export const Body = z.object({ reason: z.string().max(500).nullish() });

/** How long the response waits for the warehouse, in milliseconds: shorter than the timeouts of the graph. */
const longestWait = 2_000;

/**
 * Cancels the order of the route. The state is `requested` where the warehouse has not answered in time; the worker
 * continues. `changed_product_ids` names the products whose stock is higher now.
 */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  let state = await requestCancellation(req.scope, id, req.validatedBody.reason || null);
  for (let waited = 0; state === 'requested' && waited < longestWait; waited += 100) {
    await sleep(100);
    state = (await stateOfCancellation(req.scope, id)) ?? state;
  }
  const changed = state === 'completed' ? await dropProductsOf(req.scope, id) : [];
  res.json({ state, changed_product_ids: changed });
}
