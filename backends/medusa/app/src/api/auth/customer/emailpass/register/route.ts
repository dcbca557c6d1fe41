import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { openByPassword } from '../../../credentials';

/** Keeps a password for an address that has none, so that a customer can be made with the token. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await openByPassword(req, 'customer', 'register'));
}
