import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { addToCartWorkflow, deleteLineItemsWorkflow } from '@medusajs/medusa/core-flows';
import { readItems } from '../../../../../carts/line-attributes';
import { refuseTooManyLines } from '../../../../../carts/line-limit';

/** Pieces to add to a cart. */
export const NewLines = z.object({
  items: z
    .array(
      z.object({
        variant_id: z.string(),
        quantity: z.number().int().min(1),
        metadata: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .min(1),
});

/** Lines to remove from a cart. */
export const OldLines = z.object({ ids: z.array(z.string()).min(1) });

/** Adds several variants to a cart: all of them, or none. */
export async function POST(req: MedusaRequest<z.infer<typeof NewLines>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const items = await readItems(req.scope, req.validatedBody.items);
  await refuseTooManyLines(req.scope, id, items);
  await addToCartWorkflow(req.scope).run({ input: { cart_id: id, items } });
  res.json({ id });
}

/** Removes several lines from a cart. */
export async function DELETE(req: MedusaRequest<z.infer<typeof OldLines>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  await deleteLineItemsWorkflow(req.scope).run({ input: { cart_id: id, ids: req.validatedBody.ids } });
  res.json({ id });
}
