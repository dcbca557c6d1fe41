import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { openByPassword } from '../../credentials';

/** Signs an admin user in with a password. For AXIOM services only. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await openByPassword(req, 'user', 'authenticate'));
}
