import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { noteTaken } from '../../../../order-events';

export const Body = z.object({ ids: z.array(z.string()).max(100) });

/** Notes which events were taken; telling it again changes nothing. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  await noteTaken(req.scope, req.validatedBody.ids);
  res.json({});
}
