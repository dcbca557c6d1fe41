import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';

/**
 * A cart of a customer with an account is theirs alone: to others it is not there. Any other cart belongs to whoever knows
 * its id.
 */
export async function hideFromOthers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['customer.id', 'customer.has_account'],
    filters: { id: req.params.id as string },
  });
  const customer = data[0]?.customer;
  if (customer?.has_account && customer.id !== (req as AuthenticatedMedusaRequest).auth_context?.actor_id) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart id not found: ${req.params.id}`);
  }
  next();
}

/**
 * Forgets what Medusa remembers of a region before a cart moves there. Of the answer that it keeps it makes a list of
 * nothing meanwhile (`useQueryGraphStep` changes what is being cached), and a cart would stay where it is without a word.
 */
export async function forgetRegion(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { region_id: region } = req.body as { region_id?: unknown };
  if (typeof region === 'string') await req.scope.resolve(Modules.CACHING).clear({ tags: [`Region:${region}`] });
  next();
}
