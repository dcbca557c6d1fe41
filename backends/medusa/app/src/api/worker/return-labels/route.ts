import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { claimLabel } from '../../../orders/return-labels';

export const Body = z.object({ milliseconds: z.number().int().min(1).max(3_600_000) });

/** Gives a worker the label of one return, to be created or voided within this time; `task` is null when there is nothing to do. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  res.json({ task: await claimLabel(req.scope, req.validatedBody.milliseconds) });
}
