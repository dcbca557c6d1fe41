import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { documentsOf } from '../../../invoices/documents';

export const Query = z.object({ order_id: z.array(z.string()).min(1).max(200) });

/** Returns the invoices and credit notes of orders, to AXIOM services only: the graph checks who may see an order. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { order_id: orderIds } = req.validatedQuery as z.infer<typeof Query>;
  res.json({ invoices: await documentsOf(req.scope, orderIds) });
}
