import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { customerWith } from '../../../accounts';
import { Registration } from '../../../from-identity';

export const Body = Registration.extend({ email: z.string() });

/**
 * Removes the identity that an abandoned sign-up left for an address without a customer, so that the owner of the address
 * can sign up. The sessions of the removed identity become useless: the owner signs up with another identity. 404 where
 * there is none, or the address belongs to a customer.
 */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { email } = req.validatedBody;
  const auth = req.scope.resolve(Modules.AUTH);
  const [left] = await auth.listAuthIdentities({ provider_identities: { entity_id: email, provider: 'emailpass' } });
  const hasCustomer = (await customerWith(req.scope, email)) !== undefined;
  if (!left || hasCustomer || !(await removeUnused(req, left.id))) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no abandoned password for this address');
  }
  res.json({ email });
}

/** One statement, because a concurrent sign-up may be giving the identity its customer. */
async function removeUnused({ scope }: MedusaRequest, id: string): Promise<boolean> {
  const identities = scope.resolve(ContainerRegistrationKeys.PG_CONNECTION)('auth_identity');
  return (await identities.where({ id }).whereRaw("app_metadata->>'customer_id' is null").delete()) > 0;
}
