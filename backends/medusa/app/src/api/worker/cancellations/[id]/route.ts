import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { dropProductsOf, endCancellation } from '../../../../orders/cancel';

export const Body = z.object({ answer: z.enum(['stopped', 'left']) });

/** Ends the cancellation of an order with the warehouse's answer. Idempotent. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const state = await endCancellation(req.scope, id, req.validatedBody.answer);
  if (state === 'completed') await dropProductsOf(req.scope, id);
  res.json({ state });
}
