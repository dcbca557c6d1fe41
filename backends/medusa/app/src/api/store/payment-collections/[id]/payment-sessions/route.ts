import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { createPaymentSessionsWorkflow } from '@medusajs/medusa/core-flows';
import { cartNotFound } from '../../../../../carts/customer-carts';
import { toParameters } from '../../../../../payments/methods';
import { isStripe } from '../../../../../payments/session';

/** The payment to start. Medusa passes `data` to the provider as it is, and so lets a buyer choose when Stripe captures. */
export const NewSession = z.strictObject({
  provider_id: z.string(),
  data: z
    .strictObject({ method: z.string().max(50).optional(), return_url: z.string().max(2_000).optional() })
    .default({}),
});
type NewSession = z.infer<typeof NewSession>;

/**
 * Starts a payment, which replaces and cancels an earlier one. Medusa's own route does so without a lock: a buyer who starts
 * another payment while the cart becomes an order would cancel the payment of that order.
 */
export async function POST(req: AuthenticatedMedusaRequest<NewSession>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const cartId = await findCartId(req, id);
  const customer = req.auth_context?.actor_id;
  // Medusa refuses a payment where another of the same customer has just made the customer known to the provider.
  const keys = [cartId, ...(customer ? [`payer:${customer}`] : [])];
  await req.scope.resolve(Modules.LOCKING).execute(keys, () => start(req, id, cartId), { timeout: 10 });
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'payment_collection', fields: req.queryConfig.fields, filters: { id } });
  res.json({ payment_collection: data[0] });
}

async function findCartId(req: AuthenticatedMedusaRequest<NewSession>, id: string): Promise<string> {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'cart_payment_collection', fields: ['cart_id'], filters: { payment_collection_id: id } });
  const [link] = data as unknown as { cart_id: string }[];
  if (!link) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment collection id not found: ${id}`);
  return link.cart_id;
}

async function start(req: AuthenticatedMedusaRequest<NewSession>, id: string, cartId: string): Promise<void> {
  const { data: carts } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['completed_at', 'currency_code', 'region.countries.iso_2'],
    filters: { id: cartId },
  });
  const [cart] = carts as unknown as Cart[];
  if (!cart) throw cartNotFound(cartId);
  if (cart.completed_at) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Cart ${cartId} is already completed.`);
  }
  const { provider_id, data: choice } = req.validatedBody;
  const countries = (cart.region?.countries ?? []).map(({ iso_2 }) => iso_2);
  await createPaymentSessionsWorkflow(req.scope).run({
    input: {
      payment_collection_id: id,
      provider_id,
      customer_id: req.auth_context?.actor_id || undefined,
      ...(isStripe(provider_id) && { data: toParameters(choice, cart.currency_code, countries) }),
    },
  });
}

interface Cart {
  completed_at: string | null;
  currency_code: string;
  region: { countries: { iso_2: string }[] } | null;
}
