import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { newestCart } from '../../../../../carts/customer-carts';

/** The id of the customer's newest open cart; null where there is none. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ cart_id: (await newestCart(req.scope, req.auth_context.actor_id)) ?? null });
}
