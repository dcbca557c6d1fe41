import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { allowCart } from '../../cart-owner';
import { isService } from '../../service';

/** Hides a customer's cart from others where a route names it in its query or body, as `cart_id`. */
export async function hideNamedCart(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  for (const given of [req.query, req.body] as ({ cart_id?: unknown } | undefined)[]) {
    // The route itself refuses other types.
    if (typeof given?.cart_id === 'string') await allowCart(req, given.cart_id);
  }
  next();
}

/** Hides the payment of a customer's cart from others. A payment without a cart is for AXIOM services only. */
export async function hidePayment(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const { id } = req.params as { id: string };
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'cart_payment_collection', fields: ['cart_id'], filters: { payment_collection_id: id } });
  const [link] = data as unknown as { cart_id: string }[];
  if (!link) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment collection id not found: ${id}`);
  await allowCart(req, link.cart_id);
  next();
}

/** Refuses to calculate the price of a shipping option with a fixed price, with 400; Medusa answers 500. */
export async function refuseFixedPrices(
  req: MedusaRequest,
  _: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'shipping_option', fields: ['price_type'], filters: { id: req.params.id as string } });
  const isCalculated = (data[0] as { price_type?: unknown } | undefined)?.price_type === 'calculated';
  if (!isCalculated)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'The price of this option is not calculated.');
  next();
}
