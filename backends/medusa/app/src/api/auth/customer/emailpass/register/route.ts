import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { openByPassword } from '../../../credentials';

/** Registers a password for an e-mail address that has none. The token allows to create the customer. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await openByPassword(req, 'customer', 'register'));
}
