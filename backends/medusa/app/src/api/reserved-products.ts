import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { dropChanged } from '../cache/changed';

/**
 * Before the response to a completed cart is sent, drops the products whose stock it reduces from the cache, so that
 * the buyer's next read shows it: Medusa has no event for a reservation. The response names them in `changed_product_ids`.
 */
export function showReservedProducts(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const send = res.json.bind(res);
  res.json = ((body: object) => {
    if (res.statusCode !== 200) return send(body);
    dropReserved(req).then((ids) => send({ ...body, changed_product_ids: ids }), next);
    return res;
  }) as typeof res.json;
  next();
}

/** Products share stock if their variants have the same inventory item. */
async function dropReserved(req: MedusaRequest): Promise<string[]> {
  const { rows } = await req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select distinct variant.product_id as id from cart_line_item as line
     join product_variant_inventory_item as taken on taken.variant_id = line.variant_id
     join product_variant_inventory_item as shared on shared.inventory_item_id = taken.inventory_item_id
     join product_variant as variant on variant.id = shared.variant_id
     where line.cart_id = ?`,
    [req.params.id ?? ''],
  );
  const ids = rows.map(({ id }: { id: string }) => id);
  await dropChanged(
    req.scope,
    ids.map((id: string) => ({ kind: 'stock', id })),
  );
  return ids;
}
