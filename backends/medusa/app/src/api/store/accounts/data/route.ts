import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { openOrders, readPersonalData } from '../../../../personal-data/customers';
import { Registration } from '../../../from-identity';

export const Body = Registration.extend({ customer_id: z.string() });

/** Returns what is kept of a customer, and the numbers of their open orders. For identity, which has checked the viewer. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { customer_id: id } = req.validatedBody;
  res.json({ data: await readPersonalData(req.scope, id), open_orders: await openOrders(req.scope, id) });
}
