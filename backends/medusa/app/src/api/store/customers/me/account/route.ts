import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { provedAt } from '../../../../../address-proofs';

export const Body = z.object({
  /** The registration of an account, as identity signs it. */
  token: z.string(),
});

/** Makes an account of the house the customer who asks, so that its sessions let them in; telling it again changes nothing. */
export async function POST(req: AuthenticatedMedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const customer = req.auth_context.actor_id;
  const auth = req.scope.resolve(Modules.AUTH);
  const tie = async () => {
    const { authIdentity } = await auth.register('axiom', { body: req.validatedBody });
    if (!authIdentity) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Invalid token');
    const known = authIdentity.app_metadata?.customer_id;
    if (known === customer) return;
    if (known) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'The account is another customer’s');
    await auth.updateAuthIdentities({
      id: authIdentity.id,
      app_metadata: { ...authIdentity.app_metadata, customer_id: customer },
    });
  };
  await req.scope.resolve(Modules.LOCKING).execute(`accounts:${customer}`, tie, { timeout: 5 });
  res.json({ customer_id: customer });
}

/** Returns when the customer proved their e-mail address; null where they have not. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const proved = await provedAt(req.scope, req.auth_context.actor_id);
  res.json({ email_proved_at: proved ?? null });
}
