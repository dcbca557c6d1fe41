import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { openByPassword } from '../../credentials';

/** Signs a customer in with a password. Replaces Medusa's own route, whose tokens have no session. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await openByPassword(req, 'customer', 'authenticate'));
}
