import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { openBy } from '../../../credentials';

/** Registers a new account from the registration that identity has signed, `{ token }`. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { token } = (req.body ?? {}) as { token?: unknown };
  res.json({ token: await openBy(req, { actorType: 'customer', provider: 'axiom' }, 'register', { token }) });
}
