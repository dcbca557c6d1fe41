import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { withEditionNumbers } from '../../../../limited/lines';
import type { Database } from '../../../../limited/rows';

const fields = [
  ...['id', 'display_id', 'email', 'created_at', 'status', 'canceled_at', 'currency_code', 'total', 'tax_total'],
  ...['shipping_total', 'items.id', 'items.title', 'items.product_title', 'items.variant_sku', 'items.quantity'],
  ...[
    'metadata',
    'items.metadata',
    'items.unit_price',
    'shipping_address.*',
    'billing_address.*',
    'shipping_methods.name',
  ],
];

/** Returns the parts of an order that the warehouse needs, with the numbers of pieces of editions. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'order', fields, filters: { id } });
  if (!data[0]) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such order');
  const order = data[0] as unknown as { items: { id: string }[] };
  const database = req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Database;
  res.json({ order: { ...order, items: await withEditionNumbers(database, order.items) } });
}
