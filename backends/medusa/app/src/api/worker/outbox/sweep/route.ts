import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { sweep } from '../../../../outbox';
import { mendOrders } from '../../../../whole-orders';

/** Makes orders whole that Medusa was killed over, and puts those into the outbox that no event has put there. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await mendOrders(req.scope);
  res.json({ found: await sweep(req.scope) });
}
