import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { noteEvents } from '../../../../order-events';

/** Notes what happened to orders and no event of Medusa's has told. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ found: await noteEvents(req.scope) });
}
