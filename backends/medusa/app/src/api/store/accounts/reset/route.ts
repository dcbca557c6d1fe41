import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import type { FilterableAuthIdentityProps } from '@medusajs/framework/types';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { emailProvedAt, recordEmailProof } from '../../../../email-proofs';
import { endSessionsOf } from '../../../../sessions';
import { customerWith } from '../../../accounts';
import { Registration } from '../../../from-identity';
import { NewPassword } from '../../../passwords';

export const Body = Registration.extend({ email: z.string(), password: NewPassword });

/**
 * Sets a new password for the customer with a verified e-mail address, without the old password. The account becomes
 * theirs, other addresses can no longer sign in to it, and the verification is recorded. `was_proved` says whether the
 * address was verified before. 404 where no account has the address.
 */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { token, email, password } = req.validatedBody;
  const auth = req.scope.resolve(Modules.AUTH);
  const customer = await customerWith(req.scope, email);
  if (!customer) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'No account has this address');
  const tie = ({ id, app_metadata }: { id: string; app_metadata?: Record<string, unknown> | null }) =>
    auth.updateAuthIdentities({ id, app_metadata: { ...app_metadata, customer_id: customer.id } });

  const { authIdentity: account } = await auth.register('axiom', { body: { token } });
  const known = account?.app_metadata?.customer_id;
  if (!account || (known && known !== customer.id)) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'The account is another customer’s');
  }
  if (!known) await tie(account);
  // Before, so that nothing changes while sessions cannot be ended; and after, for sessions that were opened in between.
  await endSessionsOf(customer.id);
  const { success } = await auth.updateProvider('emailpass', { entity_id: email, password });
  if (!success) {
    const { authIdentity, error } = await auth.register('emailpass', { body: { email, password } });
    if (!authIdentity) throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, error ?? 'The password was not set');
    await tie(authIdentity);
  }
  // Identities of this customer with another address may belong to a person who claimed this address without verification.
  const tied = await auth.listAuthIdentities(
    { app_metadata: { customer_id: customer.id } } as FilterableAuthIdentityProps,
    { relations: ['provider_identities'] },
  );
  const others = tied.filter(
    ({ provider_identities: [known] = [] }) => known?.provider === 'emailpass' && known.entity_id !== email,
  );
  if (others.length > 0) await auth.deleteAuthIdentities(others.map(({ id }) => id));
  await endSessionsOf(customer.id);
  const wasProved = (await emailProvedAt(req.scope, customer.id)) !== undefined;
  await recordEmailProof(req.scope, customer.id, email);
  res.json({ customer_id: customer.id, was_proved: wasProved });
}
