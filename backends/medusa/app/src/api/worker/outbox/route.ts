import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { pendingOrders } from '../../../outbox';

/** Returns the orders that wait for the warehouse, the oldest first, at most a hundred. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ orders: await pendingOrders(req.scope, 100) });
}
