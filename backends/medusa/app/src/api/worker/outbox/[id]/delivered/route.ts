import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { markDelivered } from '../../../../../outbox';

export const Body = z.object({ reference: z.string() });

/** Records that the warehouse accepted an order. Idempotent. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const isThere = await markDelivered(req.scope, id, req.validatedBody.reference);
  if (!isThere) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'The order is not in the outbox');
  res.json({ order_id: id });
}
