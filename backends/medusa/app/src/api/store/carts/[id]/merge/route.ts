import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { mergeCart } from '../../../../../carts/merge';

/** Whether payments that were started are canceled. */
export const MergeOptions = z.object({ cancel_payment: z.boolean().default(false) });
type MergeOptions = z.infer<typeof MergeOptions>;

/** Merges a cart into the newest cart of the customer; the response names that cart and what is not in it. */
export async function POST(req: AuthenticatedMedusaRequest<MergeOptions>, res: MedusaResponse): Promise<void> {
  const { id: cartId } = req.params as { id: string };
  const { actor_id: customerId } = req.auth_context;
  res.json(await mergeCart(req.scope, { cartId, customerId, isPaymentCanceled: req.validatedBody.cancel_payment }));
}
