import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { markMailsTaken } from '../../../../order-mails';

export const Body = z.object({ ids: z.array(z.string()).max(100) });

/** Marks mails as taken over. Idempotent. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  await markMailsTaken(req.scope, req.validatedBody.ids);
  res.json({});
}
