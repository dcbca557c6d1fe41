import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { cartNotFound, findCart } from '../../../../carts/customer-carts';
import { cancelPayments } from '../../../../carts/payments';

/** Deletes a cart, after its payments were canceled at the provider. Medusa has no such route. */
export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  // Waits until other changes, and a completion, have ended.
  await req.scope.resolve(Modules.LOCKING).execute(id, async () => {
    const cart = await findCart(req.scope, id);
    if (!cart || cart.deleted_at) throw cartNotFound(id);
    if (cart.completed_at) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'Cart is already completed');
    await cancelPayments(req.scope, id);
    await req.scope.resolve(Modules.CART).softDeleteCarts([id]);
  });
  res.json({ id, object: 'cart', deleted: true });
}
