import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { recordEvents } from '../../../../order-events';

/** Records events of orders that subscribers missed. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ found: await recordEvents(req.scope) });
}
