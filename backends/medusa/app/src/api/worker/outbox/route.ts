import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { waiting } from '../../../outbox';

/** Tells which orders wait for the warehouse, the oldest first, at most a hundred. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ orders: await waiting(req.scope, 100) });
}
