import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { defaultStoreCartFields } from '@medusajs/medusa/api/store/carts/query-config';
import { completeCart } from '../../../../../payments/complete';

/** Errors that the buyer ends by paying: the cart is returned with them. */
const unpaid: string[] = [MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR];

/** Makes the order of a cart. Answers as Medusa's own route does; that one releases the payment after every failure. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const id = String(req.params.id);
  const { orderId, error, isFinished } = await completeCart(req.scope, id);
  if (!isFinished) {
    throw new MedusaError(MedusaError.Types.CONFLICT, 'Cart is already being completed by another request');
  }
  if (error && !unpaid.includes(error.type)) throw error;
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  if (error) {
    const { data } = await query.graph({ entity: 'cart', fields: defaultStoreCartFields, filters: { id } });
    const { message, name, type } = error;
    res.json({ type: 'cart', cart: data[0], error: { message, name, type } });
    return;
  }
  const { data } = await query.graph({ entity: 'order', fields: req.queryConfig.fields, filters: { id: orderId } });
  res.json({ type: 'order', order: data[0] });
}
