import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { noteDelivered } from '../../../../../outbox';

export const Body = z.object({ reference: z.string() });

/** Notes that the warehouse took an order; telling it again changes nothing. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const isThere = await noteDelivered(req.scope, id, req.validatedBody.reference);
  if (!isThere) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'The order is not in the outbox');
  res.json({ order_id: id });
}
