import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { requestReturn } from '../../../../../orders/returns';

export const Body = z.object({
  key: z.string().min(8).max(128),
  lines: z
    .array(
      z.object({
        line_id: z.string(),
        quantity: z.number().int().min(1),
        reason: z.string().regex(/^[a-z_]{1,50}$/),
        note: z.string().max(500).nullish(),
      }),
    )
    .min(1)
    .max(100),
});

/** Creates a return for pieces of the order of the route. Idempotent by its key. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  res.json({ return_id: await requestReturn(req.scope, id, req.validatedBody) });
}
