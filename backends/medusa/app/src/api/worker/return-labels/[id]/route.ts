import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { recordLabel, recordVoided } from '../../../../orders/return-labels';

export const Body = z.object({
  token: z.string(),
  /** The new label; null where the labels of a canceled return are voided. */
  label: z
    .object({
      ...{ shipment_id: z.string(), file: z.string(), tracking_number: z.string().min(1), carrier: z.string() },
      ...{ tracking_url: z.url().nullable(), created_at: z.iso.datetime() },
    })
    .nullable(),
});

/** Ends a task with a label. `is_recorded` is false where another worker has taken over. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const { token, label } = req.validatedBody;
  if (label) return void res.json({ is_recorded: await recordLabel(req.scope, id, token, label) });
  await recordVoided(req.scope, id);
  res.json({ is_recorded: true });
}
