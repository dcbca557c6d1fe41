import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { markFailed } from '../../../../../outbox';

export const Body = z.object({ error: z.string() });

/** Records why the warehouse did not accept an order. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const isThere = await markFailed(req.scope, id, req.validatedBody.error);
  if (!isThere) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'The order is not in the outbox');
  res.json({ order_id: id });
}
