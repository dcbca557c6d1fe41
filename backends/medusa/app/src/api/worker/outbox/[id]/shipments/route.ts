import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { createOrderFulfillmentWorkflow, createOrderShipmentWorkflow } from '@medusajs/medusa/core-flows';

/** A parcel that was shipped. */
export const Body = z.object({
  /** The warehouse's id of the parcel, which makes the request idempotent. */
  id: z.string().min(1),
  tracking_number: z.string().min(1),
  tracking_url: z.string().optional(),
  /** The carrier, by its code at the warehouse. */
  carrier: z.string().min(1).optional(),
  /** The contents; if missing, everything of the order that is not shipped yet. */
  items: z.array(z.object({ line_item_id: z.string(), quantity: z.number().int().min(1) })).optional(),
});
type Body = z.infer<typeof Body>;

interface Item {
  id: string;
  quantity: number;
}

/** Records a parcel as a fulfilment of the order, with the tracking number that the buyer sees. */
export async function POST(req: MedusaRequest<Body>, res: MedusaResponse): Promise<void> {
  const { id: orderId } = req.params as { id: string };
  const parcel = req.validatedBody;
  // Of two parallel requests about the same parcel, the second finds the fulfilment of the first.
  const work = () => fulfil(req, orderId, parcel);
  const fulfillmentId = await req.scope.resolve(Modules.LOCKING).execute(`shipments:${orderId}`, work, { timeout: 10 });
  res.json({ fulfillment_id: fulfillmentId });
}

async function fulfil({ scope }: MedusaRequest, orderId: string, parcel: Body): Promise<string> {
  const order = await readOrder(scope, orderId);
  const known = order.fulfillments.find(({ metadata }) => metadata?.shipment === parcel.id);
  if (known?.shipped_at) return known.id;

  const items = known ? known.items.map(toItem) : itemsOf(parcel, order.items);
  if (items.length === 0)
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'Everything of the order is shipped already');
  const fulfillmentId =
    known?.id ??
    (
      await createOrderFulfillmentWorkflow(scope).run({
        input: { order_id: orderId, items, metadata: { shipment: parcel.id, carrier: parcel.carrier ?? null } },
      })
    ).result.id;
  await createOrderShipmentWorkflow(scope).run({
    input: {
      order_id: orderId,
      fulfillment_id: fulfillmentId,
      items,
      labels: [
        {
          tracking_number: parcel.tracking_number,
          tracking_url: parcel.tracking_url ?? '',
          label_url: '',
        },
      ],
    },
  });
  return fulfillmentId;
}

interface Order {
  items: (Item & { detail: { fulfilled_quantity?: number } })[];
  fulfillments: {
    id: string;
    shipped_at: Date | null;
    metadata: { shipment?: string } | null;
    items: { line_item_id: string; quantity: number }[];
  }[];
}

async function readOrder(scope: MedusaRequest['scope'], id: string): Promise<Order> {
  const { data } = await scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: [
      ...['id', 'items.*', 'items.detail.*', 'fulfillments.id', 'fulfillments.shipped_at'],
      ...['fulfillments.metadata', 'fulfillments.items.*'],
    ],
    filters: { id },
  });
  const [order] = data as unknown as Order[];
  if (!order) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such order');
  return order;
}

/** The contents of a parcel, limited to what is not shipped yet. */
function itemsOf({ items }: Body, lines: Order['items']): Item[] {
  return lines.flatMap(({ id, quantity, detail }) => {
    const left = Number(quantity) - Number(detail.fulfilled_quantity ?? 0);
    const named = items ? (items.find((item) => item.line_item_id === id)?.quantity ?? 0) : left;
    const sent = Math.min(left, named);
    return sent > 0 ? [{ id, quantity: sent }] : [];
  });
}

function toItem({ line_item_id, quantity }: { line_item_id: string; quantity: number }): Item {
  return { id: line_item_id, quantity };
}
