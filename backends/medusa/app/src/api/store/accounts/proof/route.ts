import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { recordEmailProof } from '../../../../email-proofs';
import { customerOf } from '../../../accounts';
import { accountOf, Registration } from '../../../from-identity';

export const Body = Registration.extend({ email: z.string() });

/** Records that the customer of an account has verified their e-mail address; 404 where their current address is another. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { email } = req.validatedBody;
  const customer = await customerOf(req.scope, accountOf(req));
  if (customer?.email.toLowerCase() !== email) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, 'The account has another e-mail address');
  }
  await recordEmailProof(req.scope, customer.id, email);
  res.json({ customer_id: customer.id });
}
