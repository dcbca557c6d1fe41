import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { claimOrders } from '../../../../address-proofs';
import { sweep } from '../../../../outbox';
import { mendOrders } from '../../../../whole-orders';

/**
 * Makes orders whole that Medusa was killed over, and does what no event has led to: puts them into the outbox, and makes
 * those of guests the orders of who has proved the address.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await mendOrders(req.scope);
  await claimOrders(req.scope, {});
  res.json({ found: await sweep(req.scope) });
}
