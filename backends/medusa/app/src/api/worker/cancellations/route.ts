import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { pendingCancellations } from '../../../orders/cancel';

/** Returns the ids of the orders whose cancellation waits for the warehouse, the oldest first, at most a hundred. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ order_ids: await pendingCancellations(req.scope, 100) });
}
