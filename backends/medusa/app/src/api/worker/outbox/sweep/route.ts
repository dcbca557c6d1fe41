import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { claimOrders } from '../../../../address-proofs';
import { sweep } from '../../../../outbox';
import { mendOrders } from '../../../../whole-orders';

/**
 * Completes orders that were interrupted when Medusa was killed, and does what no event has led to: puts them into the
 * outbox, and assigns those of guests to the customer who has proved the address.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await mendOrders(req.scope);
  await claimOrders(req.scope, {});
  res.json({ found: await sweep(req.scope) });
}
