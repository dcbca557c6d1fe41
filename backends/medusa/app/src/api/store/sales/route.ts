import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { Modules } from '@medusajs/framework/utils';

/** When the price lists end that are in effect, and when they started. Lists of the future are not shown. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const lists = await req.scope
    .resolve(Modules.PRICING)
    .listPriceLists({ status: ['active'] }, { select: ['id', 'starts_at', 'ends_at'], take: null });
  const now = new Date();
  const inEffect = lists.filter(
    ({ starts_at, ends_at }) => (!starts_at || new Date(starts_at) <= now) && (!ends_at || new Date(ends_at) > now),
  );
  res.json({ sales: inEffect.map(({ id, starts_at, ends_at }) => ({ id, starts_at, ends_at })) });
}
