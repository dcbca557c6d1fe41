import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { sweep } from '../../../../outbox';

/** Puts orders into the outbox that no event has put there. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ found: await sweep(req.scope) });
}
