import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import type { z } from '@medusajs/framework/zod';
import { erasePersonalData, openOrders } from '../../../../personal-data/customers';
import { endSessionsOf } from '../../../../sessions';
import type { Body } from '../data/route';

/**
 * Erases a customer. While orders are open, nothing is changed and their numbers are returned. For identity, which has checked
 * the viewer; can be repeated.
 */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const { customer_id: id } = req.validatedBody;
  const open = await openOrders(req.scope, id);
  if (open.length === 0) {
    await erasePersonalData(req.scope, id);
    await endSessionsOf(id);
  }
  res.json({ open_orders: open });
}
