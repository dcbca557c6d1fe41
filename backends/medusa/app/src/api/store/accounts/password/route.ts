import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { endSessionsOf } from '../../../../sessions';
import { NewPassword } from '../../../passwords';

export const Body = z.object({
  /** The registration of an account, as identity signs it. */
  token: z.string(),
  current: z.string(),
  password: NewPassword,
});

/** Changes the password of the customer whose account this is, given the current one, and ends their sessions here. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { token, current, password } = req.validatedBody;
  const auth = req.scope.resolve(Modules.AUTH);
  const { authIdentity: account } = await auth.register('axiom', { body: { token } });
  if (!account) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Invalid token');

  const customerId = (account.app_metadata?.customer_id ?? '') as string;
  const [customer] = await req.scope.resolve(Modules.CUSTOMER).listCustomers({ id: customerId });
  const email = customer?.email.toLowerCase();
  const known = email && (await auth.authenticate('emailpass', { body: { email, password: current } }));
  if (!known || known.authIdentity?.app_metadata?.customer_id !== customerId) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Invalid email or password');
  }
  // Before, so that nothing changes while sessions cannot be ended; and after, for sessions that were opened in between.
  await endSessionsOf(customerId);
  const { success, error } = await auth.updateProvider('emailpass', { entity_id: email, password });
  if (!success) throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, error ?? 'The password was not changed');
  await endSessionsOf(customerId);
  res.json({ customer_id: customerId });
}
