import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { type OrderEvent, pendingEvents } from '../../../order-events';

const fields = [
  ...['id', 'display_id', 'currency_code', 'shipping_address.country_code', 'items.*', 'items.detail.*'],
  ...['fulfillments.id', 'fulfillments.items.line_item_id', 'fulfillments.items.quantity'],
];

/** The part of an order that partners may see: of the buyer, the country only. */
interface Order {
  id: string;
  display_id: number;
  currency_code: string;
  shipping_address: { country_code: string } | null;
  items: { id: string; product_id: string; variant_id: string; variant_sku: string; quantity: number }[];
  fulfillments: { id: string; items: { line_item_id: string; quantity: number }[] }[];
}

/** The pieces of a return, in the form of a parcel. */
interface Return {
  id: string;
  order_id: string;
  items: { item_id: string; received_quantity: number }[];
}

/** Returns the pending events of orders, the oldest first, at most a hundred, with those orders. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const events = await pendingEvents(req.scope, 100);
  const ids = [...new Set(events.map(({ order_id }: OrderEvent) => order_id))];
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = ids.length > 0 ? await query.graph({ entity: 'order', fields, filters: { id: ids } }) : { data: [] };
  const returns = await readReturns(
    req,
    events.flatMap(({ return_id }) => return_id ?? []),
  );
  const orders = (data as unknown as Order[]).map(({ items, ...order }) => ({
    ...order,
    returns: returns
      .filter(({ order_id }) => order_id === order.id)
      .map(({ id, items }) => ({
        id,
        items: items.map((item) => ({ line_item_id: item.item_id, quantity: Number(item.received_quantity) })),
      })),
    items: items.map(({ id, product_id, variant_id, variant_sku, quantity }) => ({
      ...{ id, product_id, variant_id, variant_sku },
      quantity: Number(quantity),
    })),
  }));
  res.json({ events, orders });
}

async function readReturns({ scope }: MedusaRequest, ids: string[]): Promise<Return[]> {
  if (ids.length === 0) return [];
  const { data } = await scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'return',
    fields: ['id', 'order_id', 'items.item_id', 'items.received_quantity'],
    filters: { id: ids },
  });
  return data as unknown as Return[];
}
