import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { customerWith } from '../../../accounts';
import { Registration } from '../../../from-identity';
import { NewPassword } from '../../../passwords';

export const Body = Registration.extend({ email: z.string(), password: NewPassword });

/**
 * Replaces a password that an abandoned sign-up left for an address without a customer, so that the owner of the address can sign
 * up. 404 where there is none, or the address is a customer's.
 */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { email, password } = req.validatedBody;
  const isCustomers = (await customerWith(req.scope, email)) !== undefined;
  const auth = req.scope.resolve(Modules.AUTH);
  const { success } = isCustomers
    ? { success: false }
    : await auth.updateProvider('emailpass', { entity_id: email, password });
  if (!success) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no abandoned password for this address');
  res.json({ email });
}
