import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { bestSellers } from '../../../best-sellers';

/** How many pieces of each product were sold in the last 90 days, the most sold first. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ products: await bestSellers(req.scope) });
}
