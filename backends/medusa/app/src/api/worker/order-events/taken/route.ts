import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { markTaken } from '../../../../order-events';

export const Body = z.object({ ids: z.array(z.string()).max(100) });

/** Marks events as taken. Idempotent. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  await markTaken(req.scope, req.validatedBody.ids);
  res.json({});
}
