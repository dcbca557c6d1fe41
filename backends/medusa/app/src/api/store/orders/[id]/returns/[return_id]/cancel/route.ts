import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { cancelReturn } from '../../../../../../../orders/returns';

/** Cancels a return of the order of the route. Idempotent. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { id, return_id } = req.params as { id: string; return_id: string };
  await cancelReturn(req.scope, id, return_id);
  res.json({ return_id });
}
