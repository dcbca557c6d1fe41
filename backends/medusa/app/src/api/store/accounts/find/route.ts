import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { emailProvedAt } from '../../../../email-proofs';
import { customerOf, customerWith } from '../../../accounts';
import { accountOf, Registration } from '../../../from-identity';

export const Body = Registration.extend({ email: z.string().optional() });

/** Returns the customer with an e-mail address or, where none is given, the customer of the account. For identity. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { email } = req.validatedBody;
  const customer =
    email === undefined ? await customerOf(req.scope, accountOf(req)) : await customerWith(req.scope, email);
  const proved = customer && (await emailProvedAt(req.scope, customer.id));
  res.json({ customer: customer ? { id: customer.id, email: customer.email, proved_at: proved ?? null } : null });
}
