import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { emailProvedAt } from '../../../../../email-proofs';

export const Body = z.object({
  /** The registration of an account, as identity signs it. */
  token: z.string(),
});

/** Links an account to the customer who sends the request, so that its sessions sign them in. Idempotent. */
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

/** Returns when the customer verified their e-mail address; null while it is unverified. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const proved = await emailProvedAt(req.scope, req.auth_context.actor_id);
  res.json({ email_proved_at: proved ?? null });
}
